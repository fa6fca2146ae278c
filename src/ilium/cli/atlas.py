"""`ilium atlas`: what the simulation says of each variant, how it is made, and whether it holds."""

from pathlib import Path
from typing import Annotated, Any

import msgspec
import typer

from ilium.anatomy import TARGETS, Region
from ilium.atlas import Atlas, InvalidAtlas, decoded, proper
from ilium.atlas import atlas as shipped
from ilium.atlas.words import problem_text
from ilium.cli.engine import engine_needed
from ilium.cli.screen import console, errors, print_json

TOO_LITTLE = 1
CONTEXT: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 80}

atlas = typer.Typer(
    name="atlas",
    add_completion=False,
    rich_markup_mode=None,
    invoke_without_command=True,  # Typer's own help without a command is an error
    context_settings=CONTEXT,
)


@atlas.callback()
def _help(ctx: typer.Context) -> None:
    """What a simulation says of each variant: who works, when, and how sure that is."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
File = Annotated[
    Path | None,
    typer.Option("--atlas", metavar="FILE", help="Read this atlas in place of Ilium's own."),
]


def opened(file: Path | None) -> Atlas:
    """The atlas of a file, or the one that comes with Ilium.

    Raises:
        NoAtlas, InvalidAtlas, OSError: it cannot be read.
    """
    if file is None:
        return shipped()
    try:
        return decoded(file.read_bytes())
    except InvalidAtlas as error:
        raise InvalidAtlas(f"{file}: {error}") from None


@atlas.command()
def show(
    variants: Annotated[
        list[str] | None,
        typer.Argument(help="As hip_thrust+knee_band; every exercise if left out."),
    ] = None,
    studies: Annotated[bool, typer.Option("--studies", help="List studies' conditions.")] = False,
    every: Annotated[bool, typer.Option("--all", help="List every variant.")] = False,
    by: Annotated[
        Region, typer.Option(help="Sort the list by this region.")
    ] = Region.GLUTEUS_MEDIUS,
    muscles: Annotated[bool, typer.Option("--muscles", help="Show every muscle.")] = False,
    file: File = None,
    as_json: AsJson = False,
) -> None:
    """Show what the atlas says of variants."""
    from ilium.cli.atlas_view import show_entry, show_list, title, variant_of

    found = opened(file)
    if variants:
        chosen = {proper(name): found.entry(name) for name in variants}
        if as_json:
            print_json(msgspec.structs.replace(found, variants=chosen))
            return
        for name, entry in chosen.items():
            console.print(f"[bold]{title(name, entry)}[/bold]  [quiet]{name}[/quiet]")
            show_entry(entry, muscles=muscles, variant=variant_of(name, entry))
        return
    if as_json:
        print_json(found)
        return
    listed = [
        (name, entry)
        for name, entry in found.variants.items()
        if entry.study is studies and (every or studies or "+" not in name)
    ]
    show_list([(name, entry) for name, entry in listed if entry.valid], by)
    for name, entry in listed:
        if not entry.valid:
            console.print(
                f"[warning]No figures[/warning] [bold]{name}[/bold]: {problem_text(entry)}"
            )


@atlas.command()
def compare(
    first: Annotated[str, typer.Argument(metavar="A")],
    second: Annotated[str, typer.Argument(metavar="B")],
    file: File = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="Draw it into a picture.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show two variants or study conditions beside each other."""
    from ilium.atlas.comparing import compare as compared
    from ilium.cli.atlas_view import lifted, show_comparison, title

    found = opened(file)
    one, other = found.entry(first), found.entry(second)
    for name, entry in ((first, one), (second, other)):
        if not entry.valid:
            raise ValueError(f"{name} has no figures: {entry.problem}")
    rows = compared(one, other)
    names = (proper(first), proper(second))
    if plot is not None:
        from ilium.cli.activation_plots import Series, draw_regions

        curves = [
            Series(label=f"{title(name, entry)}: {lifted(name, entry)}", entry=entry)
            for name, entry in zip(names, (one, other), strict=True)
        ]
        draw_regions(curves, TARGETS, plot)
        if not as_json:
            console.print(f"Drawn into {plot}.")
            return
    if as_json:
        print_json({"schema": "ilium.atlas_comparison/1", "variants": names, "regions": rows})
        return
    show_comparison((first, one), (second, other), rows)


@atlas.command()
def credits(
    into: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write them into Ilium's source, as src/ilium."),
    ] = None,
    file: File = None,
    as_json: AsJson = False,
) -> None:
    """Show for which regions the atlas decides what a set counts, and why not for the others."""
    from ilium.atlas.deciding import decided
    from ilium.cli.atlas_credits import credits_document, show_credits, write_credits
    from ilium.exercises.catalogue import SHIPPED, Catalogue

    found = decided(opened(file), Catalogue.of_folder(SHIPPED))
    if into is not None:
        for written in write_credits(found, into):
            if not as_json:
                console.print(f"Wrote {written}.")
    if as_json:
        print_json(credits_document(found))
    elif into is None:
        show_credits(found)


@atlas.command()
def build(
    output: Annotated[Path, typer.Option(metavar="FILE", help="Where to write it.")] = Path(
        "atlas.json.gz"
    ),
    only: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only these variants or conditions.")
    ] = None,
    folder: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where finished entries are kept for the next time."),
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes; one a core if left out.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Let this Dask cluster do it.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Overwrite the file.")] = False,
) -> None:
    """Simulate every variant and every study's condition. What is finished is kept, so the same
    command goes on where it was stopped.
    """
    if output.exists() and not replace:
        raise ValueError(f"{output} exists already; say --replace to overwrite it")
    if not output.absolute().parent.is_dir():
        raise ValueError(f"{output}: there is no such folder")
    try:
        with engine_needed("ilium atlas build"):
            from ilium.cli.atlas_making import build_atlas, write

            made = build_atlas(only or [], folder, workers, scheduler)
    except KeyboardInterrupt:
        errors.print("\nEvery finished entry is kept; the same command goes on from there.")
        raise
    size = write(made, output)
    without = sum(not entry.valid for entry in made.variants.values())
    console.print(
        f"Wrote {len(made.variants)} entries to {output} ({size / 1000:.0f} kB),"
        f" {without} of them without figures."
    )


@atlas.command()
def validate(
    docs: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Write science.md and its pictures there."),
    ] = None,
    file: File = None,
    as_json: AsJson = False,
) -> None:
    """Ask the atlas what studies found, and count what it reproduces. Exit status 1 where that is
    too little.
    """
    from ilium.cli.validation_view import show_validation, validation_document, write_page

    with engine_needed("ilium atlas validate"):
        from ilium.biomechanics.validation import validated

        found = validated(opened(file))
    if docs is not None:
        for written in write_page(found, docs):
            if not as_json:
                console.print(f"Wrote {written}.")
    if as_json:
        print_json(validation_document(found))
    elif docs is None:
        show_validation(found)
    if not found.enough:
        raise typer.Exit(TOO_LITTLE)
