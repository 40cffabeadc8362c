"""Serves the two embedded models by llama.cpp's own server.

    venv/bin/pip install xllamacpp gguf numpy
    venv/bin/python embedded_servers.py WEIGHTS

Writes expert.safetensors and amateur.safetensors of the folder WEIGHTS as GGUF files in single
precision, starts a server for each with one thread, prints a line `NAME URL` for each, and ends when
standard input is closed.

Each word is a control token: words with a space before them, marks without, so that a text is cut
into words as the program cuts it. The server shows control tokens as the empty text: only their
numbers tell them apart.
"""

import json
import os
import pathlib
import struct
import sys
import tempfile

import gguf
import numpy
import xllamacpp

NAMES = {
    "input_layernorm": "attn_norm", "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v", "self_attn.o_proj": "attn_output",
    "post_attention_layernorm": "ffn_norm", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}
TYPES = {"F16": numpy.float16, "F32": numpy.float32}


def read(path):
    """Returns the metadata and the tensors of a safetensors file, in single precision."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8:8 + length])
    metadata, body, tensors = header.pop("__metadata__"), data[8 + length:], {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        numbers = numpy.frombuffer(body[start:end], TYPES[entry["dtype"]])
        tensors[name] = numbers.reshape(entry["shape"]).astype(numpy.float32)
    return metadata, tensors


def export(source, target):
    """Writes a GGUF file of the llama architecture."""
    metadata, tensors = read(source)
    config, words = json.loads(metadata["config"]), json.loads(metadata["vocabulary"])
    heads = config["num_attention_heads"]
    writer = gguf.GGUFWriter(target, "llama")
    writer.add_name(source.stem)
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(heads)
    writer.add_head_count_kv(heads)
    writer.add_rope_dimension_count(config["hidden_size"] // heads)
    writer.add_rope_freq_base(config["rope_theta"])
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    writer.add_vocab_size(len(words))
    writer.add_file_type(gguf.LlamaFileType.ALL_F32)
    # This kind of tokenizer leaves out what is no token: the space before a mark. The merge is never used,
    # but a file without any is refused.
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_merges(["[ P"])
    writer.add_token_list([word if word.startswith("[") else " " + word for word in words])
    writer.add_token_types([gguf.TokenType.CONTROL] * len(words))
    for number in (writer.add_bos_token_id, writer.add_eos_token_id, writer.add_unk_token_id,
                   writer.add_pad_token_id):
        number(words.index("[PAD]"))
    writer.add_add_bos_token(False)
    writer.add_add_space_prefix(False)
    for name, weight in tensors.items():
        if name == "model.embed_tokens.weight":
            name = "token_embd.weight"
        elif name == "model.norm.weight":
            name = "output_norm.weight"
        else:
            _, _, layer, part = name.removesuffix(".weight").split(".", 3)
            if part in ("self_attn.q_proj", "self_attn.k_proj"):
                # llama.cpp turns neighbours, Hugging Face halves: the rows are dealt out anew.
                rows, columns = weight.shape
                weight = weight.reshape(heads, 2, rows // heads // 2, columns)
                weight = weight.swapaxes(1, 2).reshape(rows, columns)
            name = f"blk.{layer}.{NAMES[part]}.weight"
        writer.add_tensor(name, numpy.ascontiguousarray(weight))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def serve(path):
    """Starts a server and returns its address."""
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(path)
    parameters.model_alias = [path.stem]
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.n_ctx = 256
    # Keys and values too in single precision: usually they are kept in half, and then the sums over an
    # action are some thousandths from the program's own.
    parameters.cache_type_k = type(parameters.cache_type_k)(0)
    parameters.cache_type_v = type(parameters.cache_type_v)(0)
    parameters.flash_attn_type = type(parameters.flash_attn_type)(0)
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = 1
    parameters.cpuparams_batch.n_threads = 1
    parameters.n_threads_http = 2
    parameters.warmup = False
    parameters.special = False
    parameters.verbosity = 0
    return xllamacpp.Server(parameters)


def main():
    weights = pathlib.Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        servers = []
        for name in ("expert", "amateur"):
            path = pathlib.Path(folder) / f"{name}.gguf"
            export(weights / f"{name}.safetensors", path)
            servers.append(serve(path))
            print(name, servers[-1].listening_address, flush=True)
        sys.stdin.read()
    # The server's own way to end waits for its threads.
    os._exit(0)


if __name__ == "__main__":
    main()
