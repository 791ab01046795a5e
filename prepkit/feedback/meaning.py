"""Turn texts into vectors whose angle shows how near they are in meaning.

WordLlama (the token embeddings of a language model, averaged) ships its vectors in its wheel, needs no
network and takes about a millisecond for an answer. It is loaded only when the first answer is analysed.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from wordllama import WordLlamaInference

Vectors = NDArray[np.float32]
_loading = threading.Lock()


def embed(texts: Sequence[str]) -> Vectors:
    """Return one row of length 1 for each text (256 columns, float32); a text without words gives zeros."""
    if not texts:
        return np.zeros((0, 256), dtype=np.float32)
    vectors = np.nan_to_num(np.asarray(_model().embed(list(texts)), dtype=np.float32))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, np.where(lengths > 0, lengths, 1), dtype=np.float32)


def warm_up() -> None:
    """Load the vectors in the background, so that the first feedback does not wait for them."""
    if not _loaded():
        threading.Thread(target=_model, name="prepkit-vectors", daemon=True).start()


def _loaded() -> bool:
    return _load.cache_info().currsize > 0


def _model() -> WordLlamaInference:
    with _loading:
        return _load()


@lru_cache(maxsize=1)
def _load() -> WordLlamaInference:
    import wordllama

    # The wheel holds these vectors, so that nothing is ever downloaded.
    own = Path(wordllama.__file__).parent
    return wordllama.WordLlama.load(cache_dir=own, disable_download=True)
