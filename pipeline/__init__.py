"""German news in English: translate an article, summarize it, and remember every stage on disk.

    from pipeline import Cache, How, Summarize, Translate, find_model, make_briefs, read_file

Importing this package loads no model and no machine-learning library.
"""
from pipeline.cache import Cache
from pipeline.engine import Decoding, Engine, Identity, ModelRef, Output
from pipeline.errors import CacheError, InputError, ModelError, OutputError, PipelineError
from pipeline.flow import How, make_briefs, summarize_articles, translate_articles
from pipeline.languages import Direction
from pipeline.models import find as find_model
from pipeline.reading import read_bytes, read_file
from pipeline.stage import Lookup, Stage, run
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
    "make_briefs",
    "read_bytes",
    "read_file",
    "run",
    "summarize_articles",
    "translate_articles",
]
