"""A very large number of articles, in parts that are finished one by one: on this machine, or on many.

    inputs -> planning -> Parts -> manifest -> an engine: each part read, made, written, marked -> totals
"""
