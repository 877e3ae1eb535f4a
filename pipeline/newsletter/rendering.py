"""Templates: Jinja2 with autoescape, ours or those of a folder that come before; a fault is one line."""
from __future__ import annotations

import traceback
from pathlib import Path
from typing import Any

from pipeline.errors import InputError
from pipeline.newsletter.needs import needed

HTML, TEXT = "issue.html", "issue.txt"
NAMES = (HTML, TEXT)
_OURS = Path(__file__).parent / "templates"


def render(name: str, context: dict[str, Any], folder: Path | None = None) -> str:
    """The template ``name`` of ``folder``, or else ours, filled with ``context`` as ``issue``.

    Raises InputError with the template's name, the line and what it is about, where it cannot be filled: a fault of its
    syntax, a variable that is not there, a template that is not there, or whatever else went wrong in it.
    """
    with needed():
        import jinja2
        from jinja2.sandbox import SandboxedEnvironment
    if folder is not None and not folder.is_dir():
        raise InputError(f"{folder}: there is no such folder of templates; make it, or take `templates` away")
    places = [str(place) for place in (folder, _OURS) if place is not None]
    environment = SandboxedEnvironment(
        loader=jinja2.FileSystemLoader(places),
        autoescape=lambda template: not (template or "").endswith(".txt"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    try:
        return environment.get_template(name).render(issue=context)
    except jinja2.TemplateSyntaxError as error:
        where = _called(error.filename or error.name or name)
        raise InputError(f"{where}, line {error.lineno}: {error.message}") from error
    except jinja2.TemplateNotFound as error:
        raise InputError(f"{name}: there is no template {error.name!r} in {' or '.join(places[:1])}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: the template is not UTF-8; save it as that") from error
    except Exception as error:
        # Whatever a template does wrong is its author's to mend, and none of it is a fault of this program.
        raise InputError(f"{_place(error, name, places)}: {_said(error)}") from error


def _place(error: Exception, name: str, places: list[str]) -> str:
    """The innermost line of a template that the error came through."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__)
        if any(frame.filename.startswith(place) for place in places)
    ]  # fmt: skip
    return f"{_called(frames[-1].filename)}, line {frames[-1].lineno}" if frames else name


def _called(path: str) -> str:
    return path if not path.startswith(str(_OURS)) else Path(path).name


def _said(error: Exception) -> str:
    text = " ".join(str(error).split()) or type(error).__name__
    return f"{text}; docs/newsletter.md lists what there is" if type(error).__name__ == "UndefinedError" else text
