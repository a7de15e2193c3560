throw new Error("a module that fails while it is imported");
