"""How the bundled reader is trained: examples, questions made from articles, the training itself, and the ONNX file."""
