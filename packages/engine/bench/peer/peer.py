"""PyTorch beside the engine: answers one line of JSON with the milliseconds that the same work takes here."""

import json
import math
import resource
import sys
import time

import torch
from torch.nn import functional as F


class Layer(torch.nn.Module):
    def __init__(self, heads, size, fused):
        super().__init__()
        self.heads, self.fused = heads, fused
        self.first, self.second = torch.nn.LayerNorm(size), torch.nn.LayerNorm(size)
        self.joint, self.mixed = torch.nn.Linear(size, 3 * size), torch.nn.Linear(size, size)
        self.wide, self.narrow = torch.nn.Linear(size, 4 * size), torch.nn.Linear(4 * size, size)

    def forward(self, x, mask):
        batch, length, size = x.shape
        parts = self.joint(self.first(x)).split(size, -1)
        q, k, v = (part.view(batch, length, self.heads, -1).transpose(1, 2) for part in parts)
        if self.fused:
            mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        else:
            scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
            mixed = scores.masked_fill(mask, float("-inf")).softmax(-1) @ v
        x = x + self.mixed(mixed.transpose(1, 2).reshape(batch, length, size))
        return x + self.narrow(F.gelu(self.wide(self.second(x)), approximate="tanh"))


class Gpt(torch.nn.Module):
    def __init__(self, sizes, fused):
        super().__init__()
        size = sizes["size"]
        self.table = torch.nn.Embedding(sizes["vocabulary"], size)
        self.places = torch.nn.Embedding(sizes["context"], size)
        self.layers = torch.nn.ModuleList(Layer(sizes["heads"], size, fused) for _ in range(sizes["layers"]))
        self.last = torch.nn.LayerNorm(size)
        self.output = torch.nn.Linear(size, sizes["vocabulary"], bias=False)

    def forward(self, ids, targets):
        length = ids.shape[1]
        mask = torch.ones(length, length, dtype=torch.bool).triu(1)
        x = self.table(ids) + self.places.weight[:length]
        for layer in self.layers:
            x = layer(x, mask)
        return F.cross_entropy(self.output(self.last(x)).flatten(0, 1), targets.flatten())


def products(count):
    a, b = torch.randn(count, count), torch.randn(count, count)
    return lambda: a @ b


def training(sizes, attention, batch, length):
    model = Gpt(sizes, attention == "fused")
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4)
    ids = torch.randint(sizes["vocabulary"], (batch, length))
    targets = torch.randint(sizes["vocabulary"], (batch, length))

    def step():
        optimizer.zero_grad()
        model(ids, targets).backward()
        optimizer.step()

    return step


def adapters(kind, batch, length):
    """SmolLM2-135M with random weights, which take the same time."""
    import peft
    import transformers

    config = transformers.LlamaConfig(
        hidden_size=576, intermediate_size=1536, num_hidden_layers=30, num_attention_heads=9,
        num_key_value_heads=3, vocab_size=49152, tie_word_embeddings=True, attn_implementation="sdpa",
    )
    lora = peft.LoraConfig(r=8, lora_alpha=8, target_modules=["q_proj", "v_proj"], task_type="CAUSAL_LM")
    prefix = peft.PrefixTuningConfig(num_virtual_tokens=16, task_type="CAUSAL_LM")
    model = peft.get_peft_model(transformers.LlamaForCausalLM(config), lora if kind == "lora" else prefix)
    optimizer = torch.optim.AdamW([p for p in model.parameters() if p.requires_grad], lr=1e-4)
    ids = torch.randint(1000, (batch, length))

    def step():
        optimizer.zero_grad()
        model(input_ids=ids, labels=ids).loss.backward()
        optimizer.step()

    return step


works = {"products": products, "training": training, "adapters": adapters}
made = {}
print(json.dumps({"version": torch.__version__}), flush=True)
for line in sys.stdin:
    order = json.loads(line)
    torch.set_num_threads(order.pop("threads"))
    key = json.dumps(order)
    try:
        if key not in made:
            made[key] = works[order.pop("work")](**order)
    except ImportError as error:
        print(json.dumps({"missing": error.name}), flush=True)
        continue
    start = time.perf_counter()
    made[key]()
    ms = (time.perf_counter() - start) * 1000
    print(json.dumps({"ms": ms, "peakMB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}), flush=True)
