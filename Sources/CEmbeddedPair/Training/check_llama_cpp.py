"""Compares log probabilities of the embedded models: llama.cpp, PyTorch and the Swift program.

    venv/bin/pip install torch safetensors numpy gguf llama-cpp-python
    swift build -c release --product Benchmarks
    venv/bin/python check_llama_cpp.py ../Weights ../../../.build/release/Benchmarks

Writes each model as a GGUF file in single precision into a temporary folder, feeds llama.cpp token
numbers, and fails where two of the three differ by more than 1e-3.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import gguf
import numpy
import torch
from llama_cpp import Llama

from blocks_text import NUMBER, VOCABULARY
from golden import texts
from tiny_llama import load

NAMES = {
    "input_layernorm": "attn_norm", "q_proj": "attn_q", "k_proj": "attn_k", "v_proj": "attn_v",
    "o_proj": "attn_output", "post_attention_layernorm": "ffn_norm", "gate_proj": "ffn_gate",
    "up_proj": "ffn_up", "down_proj": "ffn_down",
}


def export(model, path):
    """Writes a GGUF file of the llama architecture."""
    config, heads = model.config, model.config["num_attention_heads"]
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(heads)
    writer.add_head_count_kv(heads)
    writer.add_rope_dimension_count(config["hidden_size"] // heads)
    writer.add_rope_freq_base(config["rope_theta"])
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_vocab_size(config["vocab_size"])
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    # Token numbers are all that is fed: no tokenizer.
    writer.add_tokenizer_model("no_vocab")
    for name, weight in model.state_dict().items():
        weight = weight.numpy().astype(numpy.float32)
        parts = name.split(".")
        if parts[0] == "layers":
            if parts[2] in ("q_proj", "k_proj"):
                # llama.cpp turns neighbours, Hugging Face halves: the rows are dealt out anew.
                rows, columns = weight.shape
                weight = weight.reshape(heads, 2, rows // heads // 2, columns)
                weight = weight.swapaxes(1, 2).reshape(rows, columns)
            name = f"blk.{parts[1]}.{NAMES[parts[2]]}.weight"
        else:
            name = {"embed_tokens": "token_embd", "norm": "output_norm"}[parts[0]] + ".weight"
        writer.add_tensor(name, numpy.ascontiguousarray(weight))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def of_torch(model, tokens):
    length = len(tokens)
    mask = torch.ones(length, length, dtype=torch.bool).tril()[None, None]
    with torch.no_grad():
        logits = model(torch.tensor([tokens]), torch.arange(length)[None], mask)[0]
    return logits.double().log_softmax(-1).numpy()


def of_llama_cpp(server, tokens):
    server.reset()
    server.eval(tokens)
    logits = torch.tensor(numpy.array(server.scores[: len(tokens)]))
    return logits.double().log_softmax(-1).numpy()


def of_swift(program, words, name):
    command = [program, "models", "--logits", " ".join(words)]
    lines = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    rows = [row for row in map(json.loads, lines) if row["model"] == name]
    return numpy.array([row["logprobs"] for row in rows])


def main():
    weights, program = pathlib.Path(sys.argv[1]), str(pathlib.Path(sys.argv[2]).resolve())
    worst = 0
    with tempfile.TemporaryDirectory() as folder:
        for name in ("expert", "amateur"):
            model = load(weights / f"{name}.safetensors")
            path = f"{folder}/{name}.gguf"
            export(model, path)
            # Keys and values too in single precision, which llama.cpp keeps in half by default.
            server = Llama(
                path, n_ctx=256, n_batch=256, n_ubatch=256, logits_all=True, n_threads=1,
                type_k=gguf.GGMLQuantizationType.F32, type_v=gguf.GGMLQuantizationType.F32,
                verbose=False)
            for words in texts():
                tokens = [NUMBER[word] for word in words]
                torchs, llamas = of_torch(model, tokens), of_llama_cpp(server, tokens)
                swifts = of_swift(program, words, name)
                assert torchs.shape == llamas.shape == swifts.shape == (len(words), len(VOCABULARY))
                gaps = [abs(a - b).max() for a, b in ((llamas, torchs), (swifts, torchs), (swifts, llamas))]
                worst = max(worst, *gaps)
                print(f"{name:8} {len(words):4} tokens   llama.cpp-PyTorch {gaps[0]:.1e}"
                      f"   Swift-PyTorch {gaps[1]:.1e}   Swift-llama.cpp {gaps[2]:.1e}", flush=True)
    print(f"largest difference of log probabilities: {worst:.1e}")
    sys.exit(1 if worst > 1e-3 else 0)


if __name__ == "__main__":
    main()
