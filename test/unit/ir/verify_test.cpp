// Every kind of broken graph is refused, with the op in the message.
#include <catch2/catch.hpp>

#include <functional>

#include "graphs.h"
#include "ir/control.h"

using namespace ag::ir;
using graphs::i64_type;

namespace {

/// The first op of that kind in the graph, nested ones included.
Op *find(const Graph &graph, OpId id) {
  Op *found = nullptr;
  for_each_op(*graph.main()->body, [&](Op *op) {
    if (!found && op->id == id)
      found = op;
  });
  return found;
}

struct Break {
  const char *what;
  std::function<void(Graph &)> damage;
  const char *message;
};

const Type *f32_type() { return ag::detail::intern(ag::DType::f32, ag::Shape{}); }

} // namespace

TEST_CASE("verify refuses each kind of broken graph") {
  const Break breaks[] = {
      {"operand of another function",
       [](Graph &g) {
         Function *f = g.add_function("other");
         Value *v = g.add_argument(f->body, i64_type());
         Builder(g, f->body).yield({});
         set_operand(find(g, OpId::mod), 0, v);
       },
       "operand 0 is not defined before"},
      {"operand defined later in the region",
       [](Graph &g) { set_operand(find(g, OpId::mod), 0, find(g, OpId::cond)->results[0]); },
       "operand 0 is not defined before"},
      {"operand from an inner region",
       [](Graph &g) {
         set_operand(g.main()->body->terminator(), 0, find(g, OpId::mul)->results[0]);
       },
       "operand 0 is not defined before"},
      {"no operand at all",
       [](Graph &g) {
         Op *op = find(g, OpId::mul);
         op->operands[1]->uses.pop_back();
         op->operands[1] = nullptr;
       },
       "operand 1 is not defined before"},
      {"use missing in the list", [](Graph &g) { find(g, OpId::mod)->operands[0]->uses.clear(); },
       "use-lists name"},
      {"use listed twice",
       [](Graph &g) {
         auto &uses = find(g, OpId::mod)->operands[0]->uses;
         uses.push_back(uses[0]);
       },
       "names an operand twice"},
      {"use of a value that the op does not use",
       [](Graph &g) { g.main()->body->arguments[0]->uses.push_back({find(g, OpId::mul), 0}); },
       "names an operand that is not this value"},
      {"region without yield",
       [](Graph &g) { erase(find(g, OpId::cond)->regions[0]->terminator()); },
       "does not end with yield"},
      {"op after the yield",
       [](Graph &g) {
         auto &ops = find(g, OpId::cond)->regions[1]->ops;
         std::swap(ops[ops.size() - 1], ops[ops.size() - 2]);
       },
       "yield before the end"},
      {"branches of different length",
       [](Graph &g) {
         Op *yield = find(g, OpId::cond)->regions[0]->terminator();
         add_operand(yield, g.main()->body->arguments[0]);
       },
       "2 values for 1"},
      {"carry that changes its type",
       [](Graph &g) { find(g, OpId::while_)->regions[0]->arguments[1]->type = f32_type(); },
       "is f32[]"},
      {"result of another type",
       [](Graph &g) { find(g, OpId::add)->results[0]->type = f32_type(); }, "should be i64[]"},
      {"value without type", [](Graph &g) { find(g, OpId::add)->results[0]->type = nullptr; },
       "has no type"},
      {"symbol that the graph does not know",
       [](Graph &g) {
         ag::Shape shape;
         shape.push_back(-5);
         g.main()->body->arguments[0]->type = ag::detail::intern(ag::DType::i64, shape);
       },
       "not the graph's"},
      {"predicate that is no bool",
       [](Graph &g) { set_operand(find(g, OpId::cond), 0, find(g, OpId::mod)->results[0]); },
       "must be bool[]"},
      {"condition that yields no bool",
       [](Graph &g) {
         Region *test = find(g, OpId::while_)->regions[0];
         set_operand(test->terminator(), 0, test->arguments[0]);
       },
       "must yield one bool[]"},
      {"missing region", [](Graph &g) { find(g, OpId::while_)->regions.pop_back(); }, "1 regions"},
      {"region of another op",
       [](Graph &g) {
         Op *loop = find(g, OpId::while_);
         loop->regions[0]->parent = find(g, OpId::cond);
       },
       "another op as its parent"},
      {"too few operands",
       [](Graph &g) {
         Op *op = find(g, OpId::add);
         op->operands[1]->uses.pop_back();
         op->operands.pop_back();
       },
       "1 operands"},
      {"attributes of another op",
       [](Graph &g) { find(g, OpId::add)->attributes = CallAttributes{"f"}; },
       "attributes of another op"},
      {"constant of another type than its value",
       [](Graph &g) { find(g, OpId::constant)->results[0]->type = f32_type(); },
       "should be i64[], is f32[]"},
      {"call of nobody",
       [](Graph &g) {
         Builder b(g, find(g, OpId::cond)->regions[0]);
         Op *yield = b.region()->terminator();
         b.region()->ops.pop_back();
         b.append_as(OpId::call, {}, CallAttributes{"nobody"}, {}, {});
         b.region()->ops.push_back(yield);
       },
       "no function nobody"},
      {"op in two places",
       [](Graph &g) {
         Region *r = find(g, OpId::cond)->regions[0];
         r->ops.insert(r->ops.begin(), find(g, OpId::mul));
       },
       "points to another region"},
      {"two functions of one name",
       [](Graph &g) { Builder(g, g.add_function("collatz")->body).yield({}); },
       "two functions are named collatz"},
      {"result that is another op's",
       [](Graph &g) { find(g, OpId::add)->results[0]->producer = find(g, OpId::mul); },
       "not the op's own"},
      {"argument that is another region's",
       [](Graph &g) {
         Op *loop = find(g, OpId::while_);
         loop->regions[0]->arguments[0]->owner = loop->regions[1];
       },
       "not its own"},
  };
  for (const Break &b : breaks) {
    INFO(b.what);
    const auto graph = parse(graphs::collatz);
    REQUIRE(problems(*graph).empty());
    b.damage(*graph);
    CHECK_THROWS_AS(verify(*graph), ag::InternalError);
    std::string all;
    for (const Problem &p : problems(*graph))
      all += p.message + "\n";
    CHECK_THAT(all, Catch::Matchers::Contains(b.message));
  }
}

TEST_CASE("verify shows the op and its neighbours") {
  const auto graph = parse(graphs::collatz);
  find(*graph, OpId::mod)->results[0]->type = f32_type();
  CHECK_THROWS_WITH(verify(*graph),
                    Catch::Matchers::Contains("here:   %12 = mod %10, %3 : f32[]") &&
                        Catch::Matchers::Contains("after:  %13 = eq %12, %1") &&
                        Catch::Matchers::Contains("(function collatz)"));
}

TEST_CASE("regions nested too deep are refused by the builder and by verify") {
  Graph graph;
  Builder build(graph);
  Function *f = graph.add_function("main");
  Value *p = graph.add_argument(f->body, graphs::bool_type());
  const auto wrap = [&](Region *inner) {
    Region *outer = graph.new_region();
    Region *other = graph.new_region();
    build.set_region(other);
    build.yield({});
    build.set_region(outer);
    build.cond(p, inner, other, {"deep.cpp", 3, 4});
    build.yield({});
    return outer;
  };
  Region *r = graph.new_region();
  build.set_region(r);
  build.yield({});
  for (int level = 1; level < max_nesting; ++level)
    r = wrap(r);
  try {
    wrap(r);
    FAIL_CHECK("was accepted");
  } catch (const ag::Error &e) {
    CHECK(e.where() == "deep.cpp:3:4");
  }
}

TEST_CASE("use-lists follow every edit") {
  const auto graph = parse(graphs::collatz);
  Op *add = find(*graph, OpId::add);
  Op *mul = find(*graph, OpId::mul);
  replace_all_uses(mul->results[0], mul->operands[1]);
  CHECK(mul->results[0]->uses.empty());
  CHECK(add->operands[0] == mul->operands[1]);
  erase(mul);
  CHECK_NOTHROW(verify(*graph));
  CHECK_THROWS_AS(erase(find(*graph, OpId::cond)), ag::InternalError);
  clear(graph->main()->body);
  CHECK(graph->main()->body->ops.empty());
}

TEST_CASE("the builder refuses what cannot be a graph") {
  Graph graph;
  Function *f = graph.add_function("main");
  Builder build(graph, f->body);
  Value *n = graph.add_argument(f->body, i64_type());
  CHECK_THROWS_AS(build.append(OpId::add, std::span(&n, 1), {}, {}), ag::InternalError);
  CHECK_THROWS_AS(build.append(OpId::cond, std::span(&n, 1), {}, {}), ag::InternalError);
  CHECK_THROWS_AS(build.append(OpId::constant, {}, CallAttributes{"f"}, {}), ag::InternalError);
  CHECK_THROWS_AS(build.while_({}, graph.new_region(), graph.new_region(), {}), ag::InternalError);
  CHECK_THROWS_AS(build.cond(n, f->body, f->body, {}), ag::InternalError);
  CHECK(f->body->ops.empty());
  CHECK(n->uses.empty());
  build.yield({});
  CHECK_THROWS_AS(build.constant(ag::Tensor(1), {}), ag::InternalError);
}

TEST_CASE("extents that change in a loop get fresh symbols behind it") {
  Graph graph;
  Function *f = graph.add_function("main");
  const auto vector = [](std::int64_t extent) {
    ag::Shape shape;
    shape.push_back(extent);
    return ag::detail::intern(ag::DType::f32, shape);
  };
  const std::int64_t a = graph.new_symbol("rows");
  Value *n = graph.add_argument(f->body, i64_type());
  Value *x = graph.add_argument(f->body, vector(a));
  Value *y = graph.add_argument(f->body, vector(3));
  Builder build(graph, f->body);
  Region *body = build.new_region();
  build.argument(body, i64_type());
  Value *same = build.argument(body, vector(a));
  Value *wide = build.argument(body, vector(graph.new_symbol("grows")), "w");
  build.set_region(body);
  Value *yields[] = {same, wide};
  build.yield(yields);
  build.set_region(f->body);
  Value *carries[] = {x, y};
  const Op *loop = build.for_(n, carries, body, {});
  CHECK(loop->results[0]->type == x->type);
  CHECK(loop->results[1]->type->shape[0] < 0);
  CHECK(loop->results[1]->type != wide->type);
  CHECK(loop->results[1]->name == "w");
  build.yield(loop->results);
  CHECK_NOTHROW(verify(graph));
}
