#!/usr/bin/env python3
"""Writes coefficients.h: the polynomials of math/*.h, fitted with 60 digits by interpolation at the
Chebyshev nodes of their interval. Needs mpmath; run by hand when a polynomial changes:
    python3 fit.py | clang-format --assume-filename=coefficients.h > coefficients.h
Each row: name, function, interval, degree for f64 (None: no such polynomial), degree for f32
(evaluated in f64); then, if any, the weight of an error and the point round which powers are taken."""
from mpmath import (mp, mpf, cos, sin, erf, erfc, exp, log, sqrt, pi, taylor, polyval, matrix, lu_solve,
                    qr_solve, floor, nint)

mp.dps = 60


def series(f, x, order=30):
    """f near 0, where its closed form cancels, from its Taylor series there."""
    return polyval(list(reversed(taylor(f, 0, order))), x)


def fit(f, low, high, degree, weight=None, centre=0):
    """Interpolation; with a weight, least squares at six times as many nodes."""
    n = degree + 1
    count = 6 * n if weight else n
    nodes = [(low + high) / 2 + (high - low) / 2 * cos(pi * (2 * i + 1) / (2 * count)) for i in range(count)]
    a = matrix(count, n)
    b = matrix(count, 1)
    for i, x in enumerate(nodes):
        w = weight(x) if weight else 1
        for j in range(n):
            a[i, j] = w * (x - centre)**j
        b[i] = w * f(x)
    return [c for c in (qr_solve(a, b)[0] if weight else lu_solve(a, b))]


def exp_tail(r):  # (e^r - 1 - r) / r^2
    return sum(r**k / mp.factorial(k + 2) for k in range(40))


def log_tail(z):  # (log((1 + s) / (1 - s)) - 2 s) / s, z = s^2
    return sum(2 * z**k / (2 * k + 1) for k in range(1, 60))


def sin_tail(z):  # (sin r - r) / r^3, z = r^2
    return sum((-1) ** (k + 1) * z**k / mp.factorial(2 * k + 3) for k in range(30))


def cos_tail(z):  # (cos r - 1 + z / 2) / z^2, z = r^2
    return sum((-1) ** k * z**k / mp.factorial(2 * k + 4) for k in range(30))


def log_quotient(z):  # log_tail(z) / z
    return sum(2 * z**k / (2 * k + 3) for k in range(0, 60))


def erf_quotient(z):  # erf(x) / x - 1, z = x^2
    return erf(sqrt(z)) / sqrt(z) - 1


def erfc_scaled(t):  # e^(a^2) erfc(a), t = (a - 3) / (a + 3)
    a = 3 * (1 + t) / (1 - t)
    return exp(a * a) * erfc(a)


half_ln2 = log(2) / 2 * mpf("1.0001")
s_max = (sqrt(2) - 1) / (sqrt(2) + 1) * mpf("1.0001")
quarter = (pi / 4) ** 2 * mpf("1.0001")
ROWS = [
    ("exp_tail", "(e^r - 1 - r) / r^2, |r| <= ln2 / 2", exp_tail, -half_ln2, half_ln2, 10, 5),
    ("log_tail", "(log((1+s)/(1-s)) - 2s) / s^3 in s^2, 1 + f = (1+s)/(1-s) in [sqrt(1/2), sqrt 2]",
     log_quotient, mpf(0), s_max**2, 7, 3),
    ("sin_tail", "(sin r - r) / r^3 in r^2, |r| <= pi / 4", sin_tail, mpf(0), quarter, 6, 3),
    ("cos_tail", "(cos r - 1 + r^2 / 2) / r^4 in r^2, |r| <= pi / 4", cos_tail, mpf(0), quarter, 6, 3),
    ("erf_quotient", "erf(x) / x - 1 in x^2, |x| <= 1", erf_quotient, mpf(0), mpf("1.0001"), 12, 7),
    ("erfc_log", "-log erfc(a) in a - 1, 1 <= a <= 6, where an error weighs as much as erfc(a)",
     lambda a: -log(erfc(a)), mpf("0.9999"), mpf(6), 18, 8, erfc, 1),
    ("erfc_scaled", "e^(a^2) erfc(a) in (a - 3) / (a + 3), 1 <= a <= 10.2", erfc_scaled,
     (mpf("0.9999") - 3) / mpf("3.9999"), (mpf("10.2") - 3) / mpf("13.2"), None, 10),
]


def double(x):
    return float(mp.nstr(x, 25))


def split(name, value, bits_each, parts):
    """value as a sum of doubles, all but the last with `bits_each` significant bits."""
    out = []
    rest = value
    for i in range(parts):
        if i + 1 == parts:
            part = mpf(double(rest))
        else:
            scale = mpf(2) ** (bits_each - 1 - int(floor(log(abs(rest), 2))))
            part = nint(rest * scale) / scale
        out.append(part)
        rest -= part
    for i, part in enumerate(out):
        print(f"inline constexpr double {name}_{i + 1} = {float(part).hex()};")


print("// Written by fit.py; not to be edited. Polynomials are stored from the constant term upwards.")
print("#pragma once\n\n#include \"kernel/isa.h\"\n\nnamespace ag::kernel {\ninline namespace AG_KERNEL_ISA {\nnamespace math {\n")
for name, what, f, low, high, wide, narrow, *rest in ROWS:
    print(f"// {what}")
    for suffix, degree in (("f64", wide), ("f32", narrow)):
        if degree is None:
            continue
        values = ", ".join(float(mp.nstr(c, 30)).hex() for c in fit(f, low, high, degree, *rest))
        print(f"inline constexpr double {name}_{suffix}[] = {{{values}}};")
    print()
split("ln2", log(2), 32, 2)
split("half_pi", pi / 2, 33, 4)
split("inv_ln2", 1 / log(2), 24, 2)
split("inv_ln10", 1 / log(10), 24, 2)
split("log10_2", log(2) / log(10), 32, 2)
split("ln2_full", log(2), 53, 2)
print(f"inline constexpr double log2_e = {float(1 / log(2)).hex()};")
print(f"inline constexpr double two_over_pi = {float(2 / pi).hex()};")
print("\n}  // namespace math\n}  // namespace AG_KERNEL_ISA\n}  // namespace ag::kernel")
