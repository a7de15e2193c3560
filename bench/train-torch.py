"""Training steps of PyTorch for train-peers.ts, on one thread.

Arguments: the networks as JSON, as in peer-nets.ts; the batch size; the number of classes.
Prints a line once it is ready; then answers each line on stdin, the name of a network, with the CPU time in ms of one step.
What the processor may be used for is set by the environment, which must stand before torch is imported.
"""

import json
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(1)


def create_step(net, batch, n_classes):
    height, width, channels = net["input"]
    is_1d = net["name"] == "conv1d"
    layers = []
    for filters in net["filters"]:
        kernel = net["kernel"][0] if is_1d else net["kernel"]
        pool = net["pool"][0] if is_1d else net["pool"]
        convolution, norm, pooling = (
            (nn.Conv1d, nn.BatchNorm1d, nn.MaxPool1d) if is_1d else (nn.Conv2d, nn.BatchNorm2d, nn.MaxPool2d)
        )
        layers += [convolution(channels, filters, kernel, padding="same", bias=False), norm(filters), nn.ReLU(), pooling(pool)]
        channels = filters
    channels = net["input"][2]
    x = torch.randn((batch, channels, height) if is_1d else (batch, channels, height, width))
    model = nn.Sequential(*layers, nn.Flatten())
    model.append(nn.Linear(model(x).shape[1], n_classes))
    labels = torch.arange(batch) % n_classes
    optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=0.01)

    def step():
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(model(x), labels)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


nets, batch, n_classes = json.loads(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
steps = {net["name"]: create_step(net, batch, n_classes) for net in nets}
print(torch.__version__, flush=True)
for line in sys.stdin:
    start = time.process_time()
    steps[line.strip()]()
    print(1000 * (time.process_time() - start), flush=True)
