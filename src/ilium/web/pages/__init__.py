"""The pages, a module an area. Views are thin: they ask the diary and the core, and render."""
