"""How the examples of run-time errors are called, for explain.py: {code: (failing, cured)}.

Statements of C++; `save_graph` and the files are made by runs.py.
"""

CALLS = {
    "AG0203": ("f(ag::ones({}, ag::f64));", "f(ag::ones({}, ag::f64));"),
    "AG0204": ("f(Tensor(1.f));", "f(Tensor(1.f));"),
    "AG0205": ("f(ag::ones({4}));", "f(ag::ones({4}));"),
    "AG0206": ("f(Tensor(1.f));", "f(Tensor(1.f));"),
    "AG0208": ("brighter(ag::full({2}, 7, ag::u8));", "brighter(ag::full({2}, 7, ag::u8));"),
    "AG0209": ("f(ag::ones({2}));", "f(ag::full({2}, 1e20f));"),
    "AG0210": ("sum_of(ag::ones({2}));", "sum_of(ag::ones({2}));"),
    "AG0211": ("ratio(Tensor(3), Tensor(0));", "ratio(Tensor(3), Tensor(0));"),
    "AG0212": ("fourth(ag::ones({3}));", "third(ag::ones({3}));"),
    "AG0213": ("root(Tensor(-1.f));", "root(Tensor(-1.f));"),
    "AG0214": ("f(ag::zeros({2, 3}));", "f(ag::zeros({2, 3}));"),
    "AG0215": ("f(ag::ones({2}));", "f(ag::ones({2}));"),
    "AG0216": ("count(Tensor(20000));", "count(Tensor(20000));"),
    "AG0217": ("f();", "f();"),
    "AG0218": ("f(Tensor(1));", "f(Tensor(1));"),
    "AG0219": ("f(ag::full({2}, 8.f));", "f(ag::full({2}, 8.f));"),
    "AG0220": ("f(Tensor(1.f));", "f(Tensor(1.f));"),
    "AG0224": ("f(some_graph());", "f(some_graph());"),
    "AG0225": ("f();", "f();"),
    "AG0226": ("f();", "f();"),
    "AG0227": ("f(ag::ones({2}, ag::bf16));", "f(ag::ones({2}, ag::bf16));"),
    "AG0228": ("f();", "f();"),
    "AG0302": ("listing();", "listing();"),
    "AG0313": ("f(Tensor(4.f));", "f(Tensor(4.f));"),
    "AG0401": ("f(Tensor(1.f), std::vector<double>(1200, 1.0));",
               "f(Tensor(1.f), ag::ones({1200}));"),
    "AG0403": ("f(ag::ones({4}), 16); f(ag::ones({4}), 64);",
               "f(ag::ones({4}), false); f(ag::ones({4}), true);"),
}

# What only a graph can know: run eagerly, these programs are fine.
GRAPH_ONLY = {"AG0203", "AG0204", "AG0206", "AG0216", "AG0220", "AG0302", "AG0313",
              "AG0401", "AG0403"}

# Run eagerly, ag::zeros and ag::ones do not know who called them.
NO_PLACE = {"AG0217"}
