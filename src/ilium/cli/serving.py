"""`ilium serve`, `open` and `manage`: Ilium in the browser."""

import os
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from ilium.cli.screen import console
from ilium.web.access.links import LIFETIME_SECONDS, new_token

PORT = 8642
LOOPBACK = "127.0.0.1"
SINGLE = "ilium.web.settings.single"
ACCOUNTS = "ilium.web.settings.accounts"
THREADS = 32
"""Threads of one worker. Four would answer as much, but each slow sender and each plan that is
waited for holds one."""

MOST_REQUESTS = 128
"""Requests that one worker has under way; others wait to be accepted."""

ENDING_SECONDS = 5
"""How long Ctrl-C waits for requests under way: what was confirmed is on the disk already."""

STARTING_SECONDS = 60
"""How long the browser waits for the server: a first start makes the database."""

Port = Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")]


def serve(
    port: Port = PORT,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the browser when it is ready.")
    ] = True,
    accounts: Annotated[
        bool, typer.Option("--accounts", help="Serve many people, each with an account.")
    ] = False,
    site: Annotated[
        str | None, typer.Option(help="With --accounts: the address people use.", metavar="URL")
    ] = None,
    address: Annotated[
        str, typer.Option(help="With --accounts: the network address to listen on.")
    ] = LOOPBACK,
    workers: Annotated[
        int | None,
        typer.Option(min=1, max=64, help="Processes that answer; 1, or 2 with --accounts."),
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option(help="With --accounts: the HTTPS certificate, PEM.")
    ] = None,
    key: Annotated[Path | None, typer.Option(help="With --accounts: its key, PEM.")] = None,
    proxy: Annotated[
        bool, typer.Option("--proxy", help="With --accounts: a proxy in front ends HTTPS.")
    ] = False,
    backups: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Where a backup is made each day, if not in the data."),
    ] = None,
    keep: Annotated[
        int | None, typer.Option(min=1, max=1000, help="How many daily backups stay; 14.")
    ] = None,
    no_backups: Annotated[
        bool, typer.Option("--no-backups", help="Make no backup each day.")
    ] = False,
) -> None:
    """Serve Ilium to your browser, on this machine alone, until Ctrl-C.

    With --accounts it serves many people over HTTPS: give --site, and either --certificate and
    --key, or --proxy where a proxy in front ends HTTPS.

    A backup is made each day; with --accounts only if --backups says where to.
    """
    _require_built()
    off = no_backups or (accounts and backups is None)
    if off and (backups or keep):
        raise ValueError(
            "No daily backups are made like this. Leave out --no-backups, or --backups and --keep; "
            "with --accounts, --backups says where they go."
        )
    each_day = partial(_backups, backups, keep, off=off)
    if accounts:
        _serve_accounts(site, address, port, workers or 2, certificate, key, proxy, each_day)
        return
    if site or certificate or key or proxy or address != LOOPBACK:
        raise ValueError(
            "Without --accounts, Ilium serves this machine alone, over plain HTTP. Leave out "
            "--site, --address, --certificate, --key and --proxy, or add --accounts."
        )
    _require_free(LOOPBACK, port)
    from ilium.store import in_use
    from ilium.web.access.served import serving

    with in_use.shared():
        _prepare(SINGLE)
        each_day()
        with serving(port):
            _serve_single(port, workers or 1, browser=browser)


def _serve_single(port: int, workers: int, *, browser: bool) -> None:
    """Serve this machine's person."""
    from ilium.store.people import default_person

    default_person()  # browsers that are signed in stay so when the database is a new one
    link = _link(port)
    console.print(f"Ilium is at [bold]{link}[/bold]", soft_wrap=True)
    console.print(
        f"The link works once, for {LIFETIME_SECONDS // 60} minutes; `ilium open` makes another. "
        "Ctrl-C ends it.",
        style="quiet",
    )
    if browser:
        threading.Thread(target=_open_when_ready, args=(port, link), daemon=True).start()
    _run(LOOPBACK, port, workers=workers)


def _serve_accounts(
    site: str | None,
    address: str,
    port: int,
    workers: int,
    certificate: Path | None,
    key: Path | None,
    proxy: bool,
    each_day: Callable[[], None],
) -> None:
    """Serve many people."""
    if site is None or not site.startswith("https://") or not urlsplit(site).hostname:
        raise ValueError("Say with --site which address people use, as https://train.example.org.")
    if (certificate is None) != (key is None) or (certificate is None) == (not proxy):
        raise ValueError("Give --certificate and --key, or --proxy where a proxy ends HTTPS.")
    for file in (certificate, key):
        if file is not None and not file.is_file():
            raise ValueError(f"There is no file {file}.")
    _require_free(address, port)
    os.environ |= {"ILIUM_SITE": site, "ILIUM_PROXY": "1" if proxy else "0"}
    from ilium.store import in_use

    with in_use.shared():
        prepare_accounts()
        each_day()
        console.print(f"Ilium serves {site} at {address}:{port}. Ctrl-C ends it.", soft_wrap=True)
        console.print(
            "`ilium manage createsuperuser` makes an operator for /admin/.", style="quiet"
        )
        _run(address, port, workers=workers, ssl_cert=certificate, ssl_key=key)


def _backups(folder: Path | None, keep: int | None, *, off: bool) -> None:
    """Begin to make a backup each day, or remember that none are made."""
    from ilium.cli import scheduling
    from ilium.store.backups import KEPT, default_folder

    if off:
        scheduling.make_none()
    else:
        place = default_folder() if folder is None else folder.expanduser().absolute()
        scheduling.make_daily(place, keep or KEPT)


def prepare_accounts() -> None:
    """Bring the tables of accounts mode to their newest shape.

    Raises:
        ValueError: the extra that brings accounts is not installed.
    """
    if find_spec("allauth") is None:
        raise ValueError("Accounts need an extra: pip install 'ilium[accounts]'.")
    _prepare(ACCOUNTS)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def manage(ctx: typer.Context) -> None:
    """Run a command of Django's on the accounts: createsuperuser, changepassword, check."""
    prepare_accounts()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["ilium manage", *ctx.args])


def open_(
    port: Port = PORT,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Only print the link with --no-browser.")
    ] = True,
) -> None:
    """Open the Ilium that is being served on this machine, signed in by a new link."""
    from ilium.web.access.served import is_served

    if not is_served(port):  # someone else may listen there, and would get the token
        raise ValueError(
            f"Ilium is not served at port {port} from this data folder. Start it with "
            "`ilium serve`, or say with --port where it is."
        )
    link = _link(port)
    console.print(link, soft_wrap=True)
    if browser:
        webbrowser.open(link)


def _link(port: int) -> str:
    # Not "localhost": on [::1] someone else of this machine may listen, and would get the token.
    return f"http://{LOOPBACK}:{port}/open/{new_token()}"


def _prepare(settings: str) -> None:
    """Bring the store to its newest shape here, so that trouble is a sentence and not a log."""
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    import django

    django.setup()
    from ilium.store import connect

    connect()


def _run(address: str, port: int, **options: Any) -> None:
    """Serve until interrupted."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    from ilium.store import disconnect

    disconnect()  # the workers are forked, and SQLite's connections must not be
    Server(
        "ilium.web.wsgi:application",
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=THREADS,
        backpressure=MOST_REQUESTS,
        log_level=LogLevels.error,  # its warnings are about settings that are meant
        workers_kill_timeout=ENDING_SECONDS,
        **options,
    ).serve()


def _require_built() -> None:
    """Raises ValueError if the front end is missing, which happens only in a bare checkout."""
    import ilium.web

    collected = Path(ilium.web.__file__).parent / "collected" / "staticfiles.json"
    if not collected.exists():
        raise ValueError("The web pages are not built yet. Run `make setup` in the checkout.")


def _require_free(address: str, port: int) -> None:
    with socket.socket() as probe:
        if sys.platform != "win32":  # there it would allow a second listener
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            raise ValueError(
                f"Port {port} is in use. If Ilium runs there already, `ilium open` opens it; "
                "otherwise choose another with --port."
            ) from None


def _answers(port: int) -> bool:
    try:
        socket.create_connection((LOOPBACK, port), timeout=1).close()
    except OSError:
        return False
    return True


def _open_when_ready(port: int, link: str) -> None:
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline:
        if _answers(port):
            webbrowser.open(link)
            return
        time.sleep(0.1)
