"""Models from the Hugging Face hub: found on disk without a request, downloaded when asked for, every byte checked.

    names.py        what a name means, and the models that are recommended
    places.py       where the hub is and where its models lie on this machine, as the user's variables say
    store.py        the folder of one model in the hub's own cache layout
    records.py      what was downloaded, from which commit, with which sha256
    web.py          requests: retried when that may help, each refusal one clear sentence
    listing.py      the commit and the files the hub lists for a model, and which of them are needed
    download.py     one file, gone on with where an earlier process stopped, its hash compared
    pull.py         a whole model: nothing of it can be found until all of it is there
    verify.py       what an installed model's files hold now, against what was downloaded
    removal.py      taking away again what was downloaded
"""
