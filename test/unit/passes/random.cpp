// See random.h. An op is made of any operands and attributes: what its type rule refuses is not
// appended, so every rule of every op is met.
#include "random.h"

#include "ir/op_def.h"
#include "ops/attributes.h"
#include "tensor/impl.h"

namespace passes_test {

using namespace ag::ir;
using namespace ag::ops;
using ag::DType;
using ag::Shape;
using ag::Tensor;
using ag::detail::intern;

namespace {

/// Around those of vectors and blocks. Large ones are rare: graphs are many.
constexpr std::int64_t extents[] = {0, 1, 2, 3, 7, 16, 64, 65, 7, 64, 65, 1000};

constexpr DType dtypes[] = {DType::boolean, DType::i64, DType::i32, DType::f32, DType::f64,
                            DType::u8,      DType::i8,  DType::u32, DType::f16, DType::u64,
                            DType::bf16,    DType::i16, DType::u16};

class Generator {
public:
  explicit Generator(std::uint64_t seed)
      : dice_(seed), n_(dice_.one_in(2) ? 3 : extents[dice_.below(std::size(extents))]),
        graph_(std::make_shared<Graph>()) {}

  Sample run() {
    Function *f = graph_->add_function("main");
    const std::int64_t a = graph_->new_symbol("a");
    const Type *types[] = {
        intern(DType::i64, Shape{}), intern(DType::i32, Shape{}), intern(DType::boolean, Shape{}),
        intern(DType::f32, Shape{}), intern(dtype(), Shape{n_}),  intern(dtype(), Shape{2, n_}),
        open(dtype(), {a}),          open(dtype(), {a, n_}),      intern(DType::u8, Shape{}),
        intern(dtype(), Shape{})};
    for (const Type *t : types)
      scope_.push_back(graph_->add_argument(f->body, t, dice_.one_in(2) ? "x" : ""));
    build_.set_region(f->body);
    statements(8 + dice_.below(14), 0);
    std::vector<Value *> results;
    for (int i = 0; i < 4; ++i)
      results.push_back(recent());
    build_.yield(results);
    Sample s{graph_, {}};
    for (int set = 0; set < 3; ++set) {
      std::vector<Tensor> inputs;
      for (const Type *t : types) {
        Shape shape = t->shape;
        for (std::size_t i = 0; i < shape.size(); ++i)
          if (shape[i] < 0)
            shape[i] = set < 2 ? 1 + set : extents[dice_.below(std::size(extents))];
        inputs.push_back(random_tensor(dice_, t->dtype, shape));
      }
      s.inputs.push_back(std::move(inputs));
    }
    return s;
  }

private:
  DType dtype() { return dtypes[dice_.below(std::size(dtypes))]; }

  const Type *open(DType dtype, std::initializer_list<std::int64_t> extents) {
    Shape shape;
    for (const std::int64_t e : extents)
      shape.push_back(e);
    return intern(dtype, shape);
  }

  ag::Location where() {
    ++line_;
    return {"random.cpp", line_, 1 + line_ % 9};
  }
  Value *pick() { return scope_[dice_.below(scope_.size())]; }
  Value *recent() {
    return scope_[scope_.size() - 1 - dice_.below(std::min<std::size_t>(scope_.size(), 8))];
  }
  Value *any() { return dice_.one_in(2) ? pick() : recent(); }
  template <class F> Value *matching(F &&is, Value *otherwise) {
    for (int i = 0; i < 12; ++i)
      if (Value *v = any(); is(*v))
        return v;
    return otherwise;
  }

  /// The first result, or null when the op's rules refuse.
  Value *append(OpId id, const std::vector<Value *> &operands, Attributes attributes) {
    try {
      const Op *op = build_.append(id, operands, std::move(attributes), where());
      for (Value *v : op->results)
        scope_.push_back(v);
      return op->results.empty() ? nullptr : op->results[0];
    } catch (const ag::Error &) {
      return nullptr;
    }
  }

  Value *constant(const Tensor &t) {
    scope_.push_back(build_.constant(t, where()));
    return scope_.back();
  }

  Ints axes() {
    Ints list;
    while (!dice_.one_in(2) && list.size() < 3)
      list.push_back(static_cast<std::int64_t>(dice_.below(4)) - 1);
    return list;
  }

  Shape shape() {
    const Shape shapes[] = {{}, Shape{n_}, Shape{2, n_}, Shape{1}, Shape{2, 1}, Shape{0}};
    return shapes[dice_.below(std::size(shapes))];
  }

  std::int64_t small() { return static_cast<std::int64_t>(dice_.below(6)) - 2; }

  IndexAttributes index(OpId id, std::vector<Value *> &operands) {
    IndexAttributes a;
    do {
      IndexEntry e;
      e.kind = static_cast<std::int64_t>(dice_.below(4));
      e.bracket = a.entries.empty();
      e.start = small();
      e.stop = small() + 2;
      e.step = dice_.one_in(3) ? -1 : 1;
      if (dice_.one_in(3)) {
        e.start_from = static_cast<std::int64_t>(operands.size());
        operands.push_back(matching(
            [](const Value &v) { return ag::is_integer(v.type->dtype) && v.type->elements == 1; },
            scope_[0]));
      } else if (e.kind == index_slice && dice_.one_in(2)) {
        e.start_from = IndexEntry::open_bound;
      }
      a.entries.push_back(e);
    } while (dice_.one_in(3));
    static_cast<void>(id);
    return a;
  }

  Attributes attributes(OpId id, std::vector<Value *> &operands) {
    const AttributeType *type = op_def(id).attributes;
    if (!type)
      return {};
    if (type == &attribute_type<CastAttributes>)
      return CastAttributes{dtype(),
                            dice_.one_in(3) ? static_cast<std::int64_t>(dice_.below(3)) : 0};
    if (type == &attribute_type<AxesAttributes>)
      return AxesAttributes{axes(), dice_.one_in(2)};
    if (type == &attribute_type<ShapeAttributes>) {
      const Shape s = shape();
      return ShapeAttributes{Ints(s.begin(), s.end())};
    }
    if (type == &attribute_type<PairAttributes>)
      return PairAttributes{axes(), axes()};
    if (type == &attribute_type<CountAttributes>)
      return CountAttributes{small(), small(), dice_.one_in(2), dtype()};
    if (type == &attribute_type<OrderAttributes>)
      return OrderAttributes{small(), dice_.one_in(2)};
    if (type == &attribute_type<IndexAttributes>)
      return index(id, operands);
    return text(id, operands.size());
  }

  TextAttributes text(OpId id, std::size_t operands) {
    constexpr const char *functions[] = {"std::max", "std::min", "fmax", "sqrt",
                                         "hypot",    "max",      "min"};
    constexpr const char *subscripts[] = {"ij,jk->ik", "i,i->", "ij->ji", "ij,kj->ik"};
    if (id == OpId::cmath)
      return {functions[dice_.below(std::size(functions))]};
    if (id == OpId::einsum)
      return {subscripts[dice_.below(std::size(subscripts))]};
    TextAttributes a{id == OpId::print ? "line " + std::to_string(line_) : "checked"};
    for (std::size_t i = id == OpId::check ? 1 : 0; i < operands; ++i)
      a.text += " {}";
    return a;
  }

  /// One of the table, without those of lists: no value here is one.
  OpId any_op() {
    constexpr int first = static_cast<int>(OpId::list);
    constexpr int lists = static_cast<int>(OpId::list_concat) - first + 1;
    const int n = static_cast<int>(dice_.below(dice_.one_in(2) ? 40 : op_count - lists));
    return static_cast<OpId>(n < first ? n : n + lists);
  }

  void plain() {
    const OpId id = any_op();
    const OpDef &def = op_def(id);
    if (!def.evaluate || id == OpId::constant || id == OpId::native)
      return;
    std::vector<Value *> operands{any()};
    if (id == OpId::where || id == OpId::check)
      operands[0] = predicate();
    const std::size_t most = std::min<std::size_t>(def.max_operands, def.min_operands + 1u);
    const std::size_t count = def.min_operands + dice_.below(most - def.min_operands + 1);
    const std::size_t model = id == OpId::where ? 1 : 0;
    while (operands.size() < count)
      operands.push_back(
          operands.size() <= model || dice_.one_in(8)
              ? any()
              : matching(
                    [&](const Value &v) { return v.type->dtype == operands[model]->type->dtype; },
                    any()));
    operands.resize(count);
    Attributes a = attributes(id, operands);
    append(id, operands, std::move(a));
  }

  Value *predicate() {
    const auto one = [](const Value &v) {
      return v.type->dtype == DType::boolean && v.type->shape.rank() == 0;
    };
    if (dice_.one_in(2))
      return matching(one, scope_[2]);
    Value *a = matching([](const Value &v) { return v.type->shape.rank() == 0; }, scope_[0]);
    Value *b = matching([&](const Value &v) { return ag::detail::same_type(v.type, a->type); }, a);
    constexpr OpId ids[] = {OpId::lt, OpId::le, OpId::gt, OpId::ge, OpId::eq, OpId::ne};
    return append(ids[dice_.below(6)], {a, b}, {});
  }

  void statements(std::size_t n, int depth) {
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t kind = dice_.below(depth < 3 ? 16 : 12);
      if (kind < 9)
        plain();
      else if (kind < 11)
        constant(random_tensor(dice_, dtype(), shape()));
      else if (kind == 11)
        twin();
      else if (kind < 14)
        branch(depth);
      else if (kind == 14)
        counted(depth);
      else
        loop(depth);
    }
  }

  /// Something that is there already once more, or what a rule of algebra knows.
  void twin() {
    Value *v = any();
    if (v->producer && v->producer->regions.empty() && op_def(v->producer->id).evaluate &&
        v->producer->id != OpId::constant) {
      const Op *old = v->producer;
      append(old->id, old->operands, old->attributes);
      return;
    }
    const double numbers[] = {0.0, -0.0, 1, -1};
    try {
      Value *c = constant(Tensor(numbers[dice_.below(4)]).to(v->type->dtype));
      constexpr OpId ids[] = {OpId::add,         OpId::sub, OpId::mul,    OpId::div,
                              OpId::bit_and,     OpId::ne,  OpId::bit_or, OpId::bit_xor,
                              OpId::logical_and, OpId::eq};
      const OpId id = ids[dice_.below(std::size(ids))];
      append(id, dice_.one_in(4) ? std::vector<Value *>{c, v} : std::vector<Value *>{v, c}, {});
    } catch (const ag::Error &) { // -1 as an unsigned number
    }
  }

  // ---- regions
  std::vector<Value *> inside(Region *region, int depth) {
    const std::size_t mark = scope_.size();
    scope_.insert(scope_.end(), region->arguments.begin(), region->arguments.end());
    Region *outer = build_.set_region(region);
    statements(1 + dice_.below(4), depth + 1);
    std::vector<Value *> seen(scope_.begin(), scope_.end());
    scope_.resize(mark);
    build_.set_region(outer);
    return seen;
  }

  void end(Region *region, const std::vector<Value *> &values) {
    Region *outer = build_.set_region(region);
    build_.yield(values);
    build_.set_region(outer);
  }

  Value *of_type(const std::vector<Value *> &seen, const Type *type, Value *otherwise) {
    for (int i = 0; i < 20; ++i)
      if (Value *v = seen[seen.size() - 1 - dice_.below(seen.size())];
          ag::detail::same_type(v->type, type))
        return v;
    return otherwise;
  }

  void add(const Op *op) { scope_.insert(scope_.end(), op->results.begin(), op->results.end()); }

  void branch(int depth) {
    Value *p = predicate();
    Region *then = build_.new_region(), *otherwise = build_.new_region();
    const auto a = inside(then, depth), b = inside(otherwise, depth);
    std::vector<Value *> yes, no;
    for (std::size_t n = dice_.below(4); n > 0; --n) {
      Value *v = a[a.size() - 1 - dice_.below(std::min<std::size_t>(a.size(), 10))];
      if (Value *w = of_type(b, v->type, nullptr)) {
        yes.push_back(v);
        no.push_back(w);
      }
    }
    end(then, yes);
    end(otherwise, no);
    add(build_.cond(p, then, otherwise, where()));
  }

  std::vector<Value *> carries() {
    std::vector<Value *> list;
    for (std::size_t n = dice_.below(4); n > 0; --n)
      list.push_back(dice_.one_in(5) && !list.empty() ? list[0] : any());
    return list;
  }

  /// What each carry is after a turn: mostly something of its type, sometimes itself.
  std::vector<Value *> after(const std::vector<Value *> &seen,
                             const std::vector<Value *> &arguments, std::size_t skip) {
    std::vector<Value *> next;
    for (std::size_t i = skip; i < arguments.size(); ++i)
      next.push_back(dice_.one_in(5) ? arguments[i]
                                     : of_type(seen, arguments[i]->type, arguments[i]));
    return next;
  }

  void counted(int depth) {
    Value *count = constant(Tensor(static_cast<std::int64_t>(dice_.below(7)) - 1));
    if (dice_.one_in(2)) {
      Value *limit = constant(Tensor(std::int64_t{3}));
      Value *v = append(OpId::minimum, {scope_[0], limit}, {});
      count = v ? v : count;
    }
    const std::vector<Value *> initial = carries();
    Region *body = build_.new_region();
    build_.argument(body, intern(DType::i64, Shape{}), "i");
    for (const Value *v : initial)
      build_.argument(body, v->type);
    const auto seen = inside(body, depth);
    end(body, after(seen, body->arguments, 1));
    add(build_.for_(count, initial, body, where()));
  }

  /// A while whose first carry counts; most forms of counting, with bounds that end it soon.
  void loop(int depth) {
    constexpr DType kinds[] = {DType::i64, DType::i32, DType::u8,
                               DType::i8,  DType::u32, DType::u64};
    const DType kind = kinds[dice_.below(std::size(kinds))];
    const auto number = [&](std::int64_t v) { return constant(Tensor(v).to(kind)); };
    const bool down = dice_.one_in(3);
    const std::int64_t first = static_cast<std::int64_t>(dice_.below(8)) + (down ? 6 : 0);
    const std::int64_t bound = static_cast<std::int64_t>(dice_.below(10)) + (down ? 0 : 2);
    std::vector<Value *> initial = carries();
    Value *start = number(first);
    if (dice_.one_in(3)) // not known when the graph is built
      start = append(OpId::maximum, {start, append(OpId::minimum, {start, start}, {})}, {});
    initial.insert(initial.begin(), start);
    Value *limit = number(bound);
    if (dice_.one_in(3))
      limit = append(OpId::add, {limit, append(OpId::sub, {limit, limit}, {})}, {});
    Value *step = number(1 + static_cast<std::int64_t>(dice_.one_in(3) ? dice_.below(3) : 0));
    Region *test = build_.new_region(), *body = build_.new_region();
    for (const Value *v : initial) {
      build_.argument(test, v->type);
      build_.argument(body, v->type);
    }
    constexpr OpId up_tests[] = {OpId::lt, OpId::le, OpId::lt, OpId::ne};
    constexpr OpId down_tests[] = {OpId::gt, OpId::ge, OpId::gt, OpId::ne};
    const OpId id = (down ? down_tests : up_tests)[dice_.below(4)];
    Region *outer = build_.set_region(test);
    const std::size_t mark = scope_.size();
    Value *more = append(id, {test->arguments[0], limit}, {});
    scope_.resize(mark);
    build_.yield({&more, 1});
    build_.set_region(outer);
    const auto seen = inside(body, depth);
    std::vector<Value *> next = after(seen, body->arguments, 1);
    outer = build_.set_region(body);
    next.insert(next.begin(), append(down ? OpId::sub : OpId::add, {body->arguments[0], step}, {}));
    scope_.resize(mark);
    build_.yield(next);
    build_.set_region(outer);
    add(build_.while_(initial, test, body, where()));
  }

  Dice dice_;
  std::int64_t n_; ///< most tensors' last extent
  std::shared_ptr<Graph> graph_;
  Builder build_{*graph_};
  std::vector<Value *> scope_;
  std::uint32_t line_ = 0;
};

} // namespace

Sample sample(std::uint64_t seed) { return Generator(seed).run(); }

} // namespace passes_test
