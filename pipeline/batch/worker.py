"""One worker: it has the models, and makes part after part, each written whole before the next."""
from __future__ import annotations

import dataclasses
import logging
import time
from collections.abc import Iterator
from typing import Any

from pipeline import engines, models
from pipeline.batch import manifest, results, tries
from pipeline.batch.rows import Row, rows_of
from pipeline.batch.values import Job, Part, PartDone
from pipeline.engine import ModelRef
from pipeline.errors import ModelError, PipelineError
from pipeline.filesystems import Folder
from pipeline.flow import How, Traced, trace_briefs
from pipeline.stage import Memo
from pipeline.values import Brief, Failure

log = logging.getLogger("pipeline")

Made = tuple[Row, Traced[Brief]]


class Worker:
    """Makes the parts of one job, in one process, with one load of the models."""

    def __init__(self, job: Job) -> None:
        """Raises ModelError if the models of the job are not on this machine."""
        translate = dataclasses.replace(job.translate, model=here(job.translate.model))
        summarize = dataclasses.replace(job.summarize, model=here(job.summarize.model))
        self.job = dataclasses.replace(job, translate=translate, summarize=summarize)
        self.folder = Folder(job.output)
        self.memo = Memo()

    def make(self, part: Part) -> PartDone:
        """Make a part, write its files and mark it.

        An article that fails, whatever the reason, is an error of its own. Raises ModelError, CacheError and
        OutputError, which would stop every part, and InputError if the input is gone.
        """
        # Who asked for it before may have died between the mark and the word that it is there.
        if (finished := manifest.is_finished(self.folder, part)) is not None:
            return finished
        began = time.perf_counter()
        begun = tries.begin(self.folder, part, self.job.run)
        rows = list(rows_of(self.job, part))
        made = self._one_by_one(rows, begun) if begun.careful else self._together(rows, begun)
        numbers = self.job.numbers
        good, bad = [], []
        for row, traced in made:
            if isinstance(traced.value, Failure):
                error = {"place": row.place, "error": traced.value.message}
                bad.append({"id": results.id_of(row, numbers=numbers), **error})
            else:
                good.append(results.result(row, traced.value, numbers=numbers))
        data = results.encoded(good, self.job.format, numbers=numbers)
        files = {f"{manifest.RESULTS}/{part.name}.{self.job.format}": data}
        errors = f"{manifest.ERRORS}/{part.name}.jsonl"
        if bad:
            files[errors] = results.lines(bad)
        else:
            self.folder.remove(errors)  # of an attempt before
        for name, data in files.items():
            self.folder.write(name, data)
        if self.job.cache is not None:
            self.job.cache.close()  # what is to go to other machines does, whatever becomes of this worker
        lookups = [lookup for _, traced in made for lookup in traced.lookups]
        done = PartDone(
            part.number, len(good), len(bad), round(time.perf_counter() - began, 3),
            computed=sum(not lookup.hit for lookup in lookups), found=sum(lookup.hit for lookup in lookups),
            files={name: len(data) for name, data in files.items()},
        )  # fmt: skip
        manifest.mark(self.folder, part, done)
        begun.over()
        return done

    def _together(self, rows: list[Row], begun: tries.Try) -> list[Made]:
        """All rows, batched across articles; one by one if that ends in an error that nobody expected."""
        try:
            return list(self._traced(rows))
        except PipelineError:
            raise
        except Exception as error:
            log.info("part %s: %s; its articles are made one at a time", begun.part.number, _named(error))
            return self._one_by_one(rows, begun)

    def _one_by_one(self, rows: list[Row], begun: tries.Try) -> list[Made]:
        made: list[Made] = []
        for stage in (self.job.translate, self.job.summarize):
            engines.load(stage.model)  # a worker that dies of it dies of no article
        for position, row in enumerate(rows):
            if begun.is_poison(position):
                died = f"{row.place} ended its worker {begun.deaths[str(position)]} times, and is left out"
                made.append((row, Traced(row.place, Failure(row.place, died))))
                continue
            begun.at(position)
            try:
                made += self._traced([row])
            except PipelineError:
                raise
            except Exception as error:
                wrong = f"{row.place} could not be made: {_named(error)}"
                made.append((row, Traced(row.place, Failure(row.place, wrong))))
        return made

    def _traced(self, rows: list[Row]) -> Iterator[Made]:
        job = self.job
        how = How(
            job.cache, job.refresh, memo=self.memo if job.cache is None or job.refresh else None,
            corrections=job.corrections, dismissed=job.dismissed,
        )  # fmt: skip
        articles = [row.value for row in rows]
        yield from zip(rows, trace_briefs(articles, job.translate, job.summarize, how), strict=True)


def here(ref: ModelRef) -> ModelRef:
    """The same model on this machine: where it was, or bundled with the program here.

    Raises ModelError if it is not there, or its weights are others.
    """
    if ref.folder.is_dir():
        return ref
    bundled = next((one for one in models.bundled() if one.name == ref.identity.model), None)
    if bundled is None:
        raise ModelError(
            f"the model {ref.identity.model} is not at {ref.folder} on this machine; use a bundled one, or a folder "
            "that every machine sees"
        )
    task: Any = ref.task
    found = models.find(str(bundled.folder), task=task, engine=ref.engine, threads=ref.threads)
    if found.identity != ref.identity:
        raise ModelError(
            f"the model {ref.identity.model} is another one on this machine ({found.identity.backend}, weights "
            f"{found.identity.weights[:8]}): install the same version of german-briefs everywhere"
        )
    return dataclasses.replace(ref, folder=bundled.folder)


def _named(error: Exception) -> str:
    said = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {said}" if said else type(error).__name__


