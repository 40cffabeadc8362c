"""A small llama: RMSNorm, rotary positions (half rotation), SwiGLU, no biases, tied head.

Trained with its embeddings scaled by sqrt(width), as that learns faster at this size, and saved
without: the scale moves into the embeddings and out of the last norm, which gives the same logits.
"""

import json
import math

import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn import functional

from blocks_text import VOCABULARY

EPSILON = 1e-5
THETA = 1000.0


class Norm(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + EPSILON) * self.weight


def rotate(x, cosine, sine):
    half = x.shape[-1] // 2
    first, second = x[..., :half], x[..., half:]
    return torch.cat([first * cosine - second * sine, second * cosine + first * sine], -1)


class Layer(nn.Module):
    def __init__(self, width, heads, hidden):
        super().__init__()
        self.heads = heads
        self.input_layernorm, self.post_attention_layernorm = Norm(width), Norm(width)
        linear = lambda inputs, outputs: nn.Linear(inputs, outputs, bias=False)
        self.q_proj, self.k_proj, self.v_proj, self.o_proj = (linear(width, width) for _ in range(4))
        self.gate_proj, self.up_proj = linear(width, hidden), linear(width, hidden)
        self.down_proj = linear(hidden, width)

    def forward(self, x, cosine, sine, mask):
        batch, length, width = x.shape
        split = lambda y: y.view(batch, length, self.heads, -1).transpose(1, 2)
        h = self.input_layernorm(x)
        q, k, v = split(self.q_proj(h)), split(self.k_proj(h)), split(self.v_proj(h))
        q, k = rotate(q, cosine, sine), rotate(k, cosine, sine)
        a = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = x + self.o_proj(a.transpose(1, 2).reshape(batch, length, width))
        h = self.post_attention_layernorm(x)
        return x + self.down_proj(functional.silu(self.gate_proj(h)) * self.up_proj(h))


class Llama(nn.Module):
    def __init__(self, width, layers, heads, hidden, scaled=True):
        super().__init__()
        self.config = dict(
            hidden_size=width, num_hidden_layers=layers, num_attention_heads=heads,
            intermediate_size=hidden, vocab_size=len(VOCABULARY), rms_norm_eps=EPSILON,
            rope_theta=THETA, max_position_embeddings=256)
        self.scale = math.sqrt(width) if scaled else 1.0
        self.embed_tokens = nn.Embedding(len(VOCABULARY), width)
        self.layers = nn.ModuleList(Layer(width, heads, hidden) for _ in range(layers))
        self.norm = Norm(width)
        nn.init.normal_(self.embed_tokens.weight, std=1 / math.sqrt(width))
        for layer in self.layers:
            for name, parameter in layer.named_parameters():
                if parameter.dim() == 2:
                    out = name.startswith(("o_proj", "down_proj"))
                    nn.init.normal_(parameter, std=(1 / math.sqrt(2 * layers) if out else 1) / math.sqrt(parameter.shape[1]))

    def forward(self, tokens, positions, mask):
        """Returns logits [batch, length, vocabulary]; mask [batch, 1, length, length] says who sees whom."""
        size = self.config["hidden_size"] // self.config["num_attention_heads"]
        frequency = THETA ** (-torch.arange(0, size, 2, dtype=torch.float32) / size)
        angle = positions[:, None, :, None].float() * frequency
        cosine, sine = angle.cos(), angle.sin()
        x = self.embed_tokens(tokens) * self.scale
        for layer in self.layers:
            x = layer(x, cosine, sine, mask)
        return self.norm(x) @ self.embed_tokens.weight.T

    def plain_weights(self):
        """Returns the weights of the same function without a scale, under Hugging Face's names."""
        result = {
            "model.embed_tokens.weight": self.embed_tokens.weight * self.scale,
            "model.norm.weight": self.norm.weight / self.scale,
        }
        for number, layer in enumerate(self.layers):
            for name, parameter in layer.named_parameters():
                part = "" if "norm" in name else "mlp." if name.split("_")[0] in ("gate", "up", "down") else "self_attn."
                result[f"model.layers.{number}.{part}{name}"] = parameter
        return {name: weight.detach().half().contiguous() for name, weight in result.items()}

    def save(self, path, notes):
        """Writes a half-precision safetensors file with the configuration and the vocabulary."""
        metadata = {"config": json.dumps(self.config), "vocabulary": json.dumps(VOCABULARY)}
        save_file(self.plain_weights(), path, metadata | notes)


def load(path):
    """Returns the model of a saved file, computing in single precision."""
    from safetensors import safe_open

    with safe_open(path, "pt") as file:
        config = json.loads(file.metadata()["config"])
        model = Llama(
            config["hidden_size"], config["num_hidden_layers"], config["num_attention_heads"],
            config["intermediate_size"], scaled=False)
        weights = {name: file.get_tensor(name).float() for name in file.keys()}
    plain = {
        name.removeprefix("model.").replace("mlp.", "").replace("self_attn.", ""): weight
        for name, weight in weights.items()
    }
    model.load_state_dict(plain)
    return model.eval()
