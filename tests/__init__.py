"""A package, because garmin-fit-sdk installs one of this name that would stand before a folder."""
