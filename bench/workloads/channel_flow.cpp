// NPBench's channel_flow: the Navier-Stokes equations in a channel that is periodic in x, driven by
// a force, until the flow is steady. Once over slices of whole fields, once over single points.
#include "harness.h"

namespace {

using ag::Tensor;

struct Grid {
  double dx, dy, dt, rho, nu, force;
};

// Views of the inner rows of a field, and of the rows and columns beside them.
AG_FUNCTION Tensor inner(const Tensor &f) { return f[ag::slice(1, -1)]; }
AG_FUNCTION Tensor north(const Tensor &f) { return f[ag::slice(2)]; }
AG_FUNCTION Tensor south(const Tensor &f) { return f[ag::slice({}, -2)]; }
AG_FUNCTION Tensor east(const Tensor &f) { return roll(inner(f), -1, 1); }
AG_FUNCTION Tensor west(const Tensor &f) { return roll(inner(f), 1, 1); }

/// Source term of the pressure equation on the inner rows.
AG_FUNCTION Tensor source_term(const Tensor &u, const Tensor &v, const Grid &g) {
  Tensor ux = (east(u) - west(u)) / (2 * g.dx), uy = (north(u) - south(u)) / (2 * g.dy);
  Tensor vx = (east(v) - west(v)) / (2 * g.dx), vy = (north(v) - south(v)) / (2 * g.dy);
  return g.rho * ((ux + vy) / g.dt - square(ux) - 2 * uy * vx - square(vy));
}

AG_FUNCTION Tensor pressure(Tensor p, const Tensor &b, const Grid &g, int steps) {
  const double dx2 = g.dx * g.dx, dy2 = g.dy * g.dy;
  for (int s = 0; s < steps; ++s) {
    Tensor next = ((east(p) + west(p)) * dy2 + (north(p) + south(p)) * dx2 - dx2 * dy2 * b) /
                  (2 * (dx2 + dy2));
    p[ag::slice(1, -1)] = next;
    p[0] = p[1]; // no gradient at the walls
    p[p.shape(0) - 1] = p[p.shape(0) - 2];
  }
  return p;
}

/// One component after a time step; `push` is the acceleration on the inner rows.
AG_FUNCTION Tensor moved(const Tensor &f, const Tensor &u, const Tensor &v, const Tensor &push,
                         const Grid &g) {
  Tensor here = inner(f);
  Tensor carried = inner(u) / g.dx * (here - west(f)) + inner(v) / g.dy * (here - south(f));
  Tensor spread = (east(f) - 2 * here + west(f)) / (g.dx * g.dx) +
                  (north(f) - 2 * here + south(f)) / (g.dy * g.dy);
  return here + g.dt * (push - carried + g.nu * spread);
}

AG_FUNCTION int channel_flow(Tensor &u, Tensor &v, Tensor &p, const Grid &g, int pressure_steps,
                             double tolerance) {
  double change = 1;
  int steps = 0;
  while (change > tolerance) {
    Tensor un = u, vn = v;
    p = pressure(p, source_term(un, vn, g), g, pressure_steps);
    Tensor push_x = g.force - (east(p) - west(p)) / (2 * g.rho * g.dx);
    Tensor push_y = (south(p) - north(p)) / (2 * g.rho * g.dy);
    u[ag::slice(1, -1)] = moved(un, un, vn, push_x, g);
    v[ag::slice(1, -1)] = moved(vn, un, vn, push_y, g);
    Tensor after = sum(u);
    change = ((after - sum(un)) / after).item<double>();
    ++steps;
  }
  return steps;
}

/// The same, point by point.
AG_FUNCTION int channel_flow_loops(Tensor &u, Tensor &v, Tensor &p, const Grid &g,
                                   int pressure_steps, double tolerance) {
  const std::int64_t ny = u.shape(0), nx = u.shape(1);
  const double dx2 = g.dx * g.dx, dy2 = g.dy * g.dy;
  double change = 1;
  int steps = 0;
  while (change > tolerance) {
    Tensor un = u, vn = v, b = ag::zeros_like(u);
    for (std::int64_t j = 1; j < ny - 1; ++j) {
      for (std::int64_t i = 0; i < nx; ++i) {
        std::int64_t e = i + 1 < nx ? i + 1 : 0, w = i > 0 ? i - 1 : nx - 1;
        Tensor ux = (un.at(j, e) - un.at(j, w)) / (2 * g.dx);
        Tensor uy = (un.at(j + 1, i) - un.at(j - 1, i)) / (2 * g.dy);
        Tensor vx = (vn.at(j, e) - vn.at(j, w)) / (2 * g.dx);
        Tensor vy = (vn.at(j + 1, i) - vn.at(j - 1, i)) / (2 * g.dy);
        b.at(j, i) = g.rho * ((ux + vy) / g.dt - ux * ux - 2 * uy * vx - vy * vy);
      }
    }
    for (int s = 0; s < pressure_steps; ++s) {
      Tensor pn = p;
      for (std::int64_t j = 1; j < ny - 1; ++j) {
        for (std::int64_t i = 0; i < nx; ++i) {
          std::int64_t e = i + 1 < nx ? i + 1 : 0, w = i > 0 ? i - 1 : nx - 1;
          p.at(j, i) = ((pn.at(j, e) + pn.at(j, w)) * dy2 +
                        (pn.at(j + 1, i) + pn.at(j - 1, i)) * dx2 - dx2 * dy2 * b.at(j, i)) /
                       (2 * (dx2 + dy2));
        }
      }
      for (std::int64_t i = 0; i < nx; ++i) {
        p.at(0, i) = p.at(1, i);
        p.at(ny - 1, i) = p.at(ny - 2, i);
      }
    }
    for (std::int64_t j = 1; j < ny - 1; ++j) {
      for (std::int64_t i = 0; i < nx; ++i) {
        std::int64_t e = i + 1 < nx ? i + 1 : 0, w = i > 0 ? i - 1 : nx - 1;
        Tensor a = un.at(j, i), c = vn.at(j, i);
        u.at(j, i) = a + g.dt * (g.force - (p.at(j, e) - p.at(j, w)) / (2 * g.rho * g.dx) -
                                 a / g.dx * (a - un.at(j, w)) - c / g.dy * (a - un.at(j - 1, i)) +
                                 g.nu * ((un.at(j, e) - 2 * a + un.at(j, w)) / dx2 +
                                         (un.at(j + 1, i) - 2 * a + un.at(j - 1, i)) / dy2));
        v.at(j, i) = c + g.dt * ((p.at(j - 1, i) - p.at(j + 1, i)) / (2 * g.rho * g.dy) -
                                 a / g.dx * (c - vn.at(j, w)) - c / g.dy * (c - vn.at(j - 1, i)) +
                                 g.nu * ((vn.at(j, e) - 2 * c + vn.at(j, w)) / dx2 +
                                         (vn.at(j + 1, i) - 2 * c + vn.at(j - 1, i)) / dy2));
      }
    }
    Tensor after = sum(u);
    change = ((after - sum(un)) / after).item<double>();
    ++steps;
  }
  return steps;
}

using Flow = int (*)(Tensor &, Tensor &, Tensor &, const Grid &, int, double);

void add(const char *name, bench::Ways ways, Flow flow) {
  bench::add("channel_flow", name, ways, [=] {
    const std::int64_t n = 101;
    const double d = 2.0 / (n - 1);
    const Grid grid{d, d, 0.1 / ((n - 1) * (n - 1)), 1.0, 0.1, 1.0};
    const Tensor still = ag::zeros({n, n}, ag::f64), flat = ag::ones({n, n}, ag::f64);
    Tensor u;
    int steps = 0;
    const auto m = bench::measure([&] {
      u = still;
      Tensor v = still, p = flat;
      steps = flow(u, v, p, grid, 50, 1e-3);
    });
    return bench::Result{m, {double(steps), bench::total(u)}};
  });
}

} // namespace

void bench::add_channel_flow() {
  ::add("101x101 nit=50", Ways::all, channel_flow);
  ::add("101x101 nit=50 loops", Ways::compiled, channel_flow_loops);
}
