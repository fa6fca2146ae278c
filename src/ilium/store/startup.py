"""A quicker start for the command line.

Importing Django is most of a short command's time. Its forms (with templates, HTML, translation)
are a tenth of that: models import them for one method that only web pages call. The standard
library's `LazyLoader` puts their import off until something in them is used, so that nothing can
be missing. Other modules gain nothing from it: an `import` statement that names them, or anything
in them, loads them at once. A server has no use for this.
"""

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec


def defer_forms() -> None:
    """Puts the import of Django's forms off. Call it once, before `connect()`, in a command."""
    if "django.forms" in sys.modules:
        return
    spec = find_spec("django.forms")  # imports `django` itself, which is small
    if spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules["django.forms"] = module
    spec.loader.exec_module(module)
    # `from django import forms` looks here.
    sys.modules["django"].forms = module  # type: ignore[attr-defined]
