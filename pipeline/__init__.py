"""German news in English: translate an article, summarize it, and remember every stage on disk.

    from pipeline import Cache, How, Summarize, Translate, find_model, make_briefs, read_file

Importing this package loads nothing: each name is found when it is first asked for, and none of them loads a model or a
machine-learning library.
"""
TYPE_CHECKING = False  # as in typing, which takes a while to import
if TYPE_CHECKING:
    from pipeline.cache import Cache
    from pipeline.engine import Decoding, Engine, Identity, ModelRef, Output
    from pipeline.errors import CacheError, InputError, ModelError, OutputError, PipelineError
    from pipeline.flow import How, make_briefs, summarize_articles, translate_articles
    from pipeline.languages import Direction
    from pipeline.models import find as find_model
    from pipeline.own_stage import remembered
    from pipeline.reading import read_bytes, read_file
    from pipeline.stage import Lookup, Stage, look_up, results, run
    from pipeline.stages.segment import Segment
    from pipeline.stages.summarize import Summarize
    from pipeline.stages.translate import Translate
    from pipeline.values import (
        Article,
        Block,
        Brief,
        English,
        Failure,
        Flag,
        Kind,
        Outcome,
        Sentence,
        Sentences,
        Summary,
        SummarySentence,
        Translation,
    )

__version__ = "0.1.0"

__all__ = [
    "Article",
    "Block",
    "Brief",
    "Cache",
    "CacheError",
    "Decoding",
    "Direction",
    "Engine",
    "English",
    "Failure",
    "Flag",
    "How",
    "Identity",
    "InputError",
    "Kind",
    "Lookup",
    "ModelError",
    "ModelRef",
    "Outcome",
    "Output",
    "OutputError",
    "PipelineError",
    "Segment",
    "Sentence",
    "Sentences",
    "Stage",
    "Summarize",
    "Summary",
    "SummarySentence",
    "Translate",
    "Translation",
    "find_model",
    "look_up",
    "make_briefs",
    "read_bytes",
    "read_file",
    "remembered",
    "results",
    "run",
    "summarize_articles",
    "translate_articles",
]

_HOME = {
    "pipeline.cache": "Cache",
    "pipeline.engine": "Decoding Engine Identity ModelRef Output",
    "pipeline.errors": "CacheError InputError ModelError OutputError PipelineError",
    "pipeline.flow": "How make_briefs summarize_articles translate_articles",
    "pipeline.languages": "Direction",
    "pipeline.models": "find_model=find",
    "pipeline.reading": "read_bytes read_file",
    "pipeline.own_stage": "remembered",
    "pipeline.stage": "Lookup Stage look_up results run",
    "pipeline.stages.segment": "Segment",
    "pipeline.stages.summarize": "Summarize",
    "pipeline.stages.translate": "Translate",
    "pipeline.values": (
        "Article Block Brief English Failure Flag Kind Outcome Sentence Sentences Summary "
        "SummarySentence Translation"
    ),
}
"""Where the public names live; ``name=other`` is called otherwise there."""


def _homes() -> dict[str, tuple[str, str]]:
    """For each public name the module and what it is called in it."""
    return {
        name: (module, called or name)
        for module, names in _HOME.items()
        for name, _, called in (each.partition("=") for each in names.split())
    }


if not TYPE_CHECKING:  # a type checker would take it for a promise of any name

    def __getattr__(name):
        """Import a public name from where it lives."""
        from importlib import import_module

        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        module, called = _homes()[name]
        value = globals()[name] = getattr(import_module(module), called)
        return value

    def __dir__():
        return sorted({*globals(), *__all__})
