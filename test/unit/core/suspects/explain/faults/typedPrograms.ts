import { planted, type FaultProgram } from './plantedFault';

const JSON_DECODE = 'var all []Boat\n\tjson.Unmarshal(data, &all)\n\treturn all';

/** Programs of the faults that declared types show. */
export const TYPED_PROGRAMS: readonly FaultProgram[] = [
  planted(
    'equals-without-hash',
    'a.java',
    `class Square {\n  private final int column;\n  private final int row;\n  @Override public boolean equals(Object other) { return other instanceof Square s && column == s.column && row == s.row; }\n«  @Override public int hashCode() { return column + row; }|»\n}`,
  ),
  planted(
    'copy-changed',
    'a.go',
    `package a\ntype P struct { n int }\nfunc f(ps []P) {\n\tfor «i := range ps {\n\t\tps[i].n++|_, p := range ps {\n\t\tp.n++»\n\t}\n}`,
  ),
  planted(
    'shared-append',
    'a.go',
    `package a\nfunc f(all []int, n int) []int {\n\tmore := append(«all[:n:n]|all[:n]», 1)\n\treturn more\n}`,
  ),
  planted('integer-division', 'a.rs', `fn share(part: u32, all: u32) -> f64 { «part as f64 / all as f64|(part / all) as f64» }`),
  planted(
    'typed-nil',
    'a.go',
    `package a\ntype Refusal struct { why string }\nfunc (r *Refusal) Error() string { return r.why }\nfunc check(n int) error {\n\tvar refusal «error|*Refusal»\n\tif n < 18 {\n\t\trefusal = &Refusal{"young"}\n\t}\n\treturn refusal\n}`,
  ),
  planted(
    'typed-nil',
    'a.go',
    `package a\ntype Bad struct{}\nfunc (b *Bad) Error() string { return "" }\nfunc find(n int) *Bad {\n\tif n > 0 {\n\t\treturn nil\n\t}\n\treturn &Bad{}\n}\nfunc check(n int) (int, error) {\n\tbad := find(n)\n\t«if bad != nil {|_ = n»\n\treturn n, bad\n\t«}|»\n«return n, nil|»\n}`,
  ),
  planted(
    'wrapped-error-compared',
    'a.go',
    `package a\nvar ErrGone = errors.New("gone")\nfunc load() error { return fmt.Errorf("load: %w", ErrGone) }\nfunc run() bool {\n\terr := load()\n\treturn «errors.Is(err, ErrGone)|err == ErrGone»\n}`,
  ),
  planted(
    'error-not-wrapped',
    'a.go',
    `package a\nvar ErrGone = errors.New("gone")\nfunc load(err error) error { return fmt.Errorf("load: «%w|%v»", err) }\nfunc run(err error) bool { return errors.Is(load(err), ErrGone) }`,
  ),
  planted(
    'copies-nothing',
    'a.go',
    `package a\nfunc both(xs []int) []int {\n\t«all := make([]int, len(xs))|var all []int»\n\tcopy(all, xs)\n\treturn all\n}`,
  ),
  planted(
    'json-number-is-float',
    'a.go',
    `package a\nfunc age(data []byte) int {\n\tvar row map[string]any\n\tjson.Unmarshal(data, &row)\n\treturn «int(row["age"].(float64))|row["age"].(int)»\n}`,
  ),
  planted(
    'unexported-field',
    'a.go',
    `package a\ntype Boat struct {\n\tName string \`json:"name"\`\n\t«Seats|seats» int \`json:"seats"\`\n}\nfunc load(data []byte) []Boat {\n\t${JSON_DECODE}\n}`,
  ),
  planted(
    'tag-differs',
    'a.go',
    `package a\nconst DATA = \`[{"name": "a", "length_cm": 3}]\`\ntype Boat struct {\n\tName string \`json:"name"\`\n\tLength int \`json:"«length_cm|length»"\`\n}\nfunc load(data []byte) []Boat {\n\t${JSON_DECODE}\n}`,
  ),
  planted(
    'pattern-binds-anything',
    'a.rs',
    `fn f(n: u32, limit: u32) -> u32 {\n    match n {\n        «l if l == limit|limit» => 1,\n        _ => 2,\n    }\n}`,
  ),
  planted(
    'defer-evaluates-now',
    'a.go',
    `package a\nfunc f(xs []int) {\n\tcount := 0\n\tdefer «func() { report(count) }()|report(count)»\n\tfor range xs {\n\t\tcount++\n\t}\n}`,
  ),
  planted(
    'lock-copied',
    'a.go',
    `package a\ntype Store struct {\n\tmu sync.Mutex\n\tn int\n}\nfunc (s «*|»Store) Add(n int) int {\n\ts.mu.Lock()\n\tdefer s.mu.Unlock()\n\treturn s.n + n\n}`,
  ),
  planted(
    'lock-kept',
    'a.go',
    `package a\nfunc (s *Store) Get(k string) (int, bool) {\n\ts.mu.Lock()\n\tn, ok := s.all[k]\n\tif !ok {\n\t\t«s.mu.Unlock()|»\n\t\treturn 0, false\n\t}\n\ts.mu.Unlock()\n\treturn n, true\n}`,
  ),
  planted(
    'lock-kept',
    'a.java',
    `class A { int get(String k) { lock.lock(); if (!all.containsKey(k)) { «lock.unlock();|» return 0; } int n = all.get(k); lock.unlock(); return n; } }`,
  ),
  planted(
    'lock-again',
    'a.go',
    `package a\ntype Store struct {\n\tmu sync.Mutex\n\tall map[string]int\n}\nfunc (s *Store) size() int {\n\ts.mu.Lock()\n\tdefer s.mu.Unlock()\n\treturn len(s.all)\n}\nfunc (s *Store) Full() bool {\n\ts.mu.Lock()\n\tdefer s.mu.Unlock()\n\treturn «len(s.all)|s.size()» > 3\n}`,
  ),
  planted(
    'channel-never-closed',
    'a.go',
    `package a\nfunc sum(n int) int {\n\tch := make(chan int)\n\tgo func() {\n\t\tfor i := 0; i < n; i++ {\n\t\t\tch <- i\n\t\t}\n\t\t«close(ch)|»\n\t}()\n\ttotal := 0\n\tfor each := range ch {\n\t\ttotal += each\n\t}\n\treturn total\n}`,
  ),
  planted('sends-to-nobody', 'a.go', `package a\nfunc first() int {\n\tch := make(chan int«, 1|»)\n\tch <- 1\n\treturn <-ch\n}`),
  planted('runs-in-place', 'a.java', `class A { void f(Runnable work) { Thread t = new Thread(work); t.«start|run»(); } }`),
  planted(
    'identity-equals',
    'a.java',
    `class A { boolean same(StringBuilder a, StringBuilder b) { return a«.toString()|».equals(b«.toString()|»); } }`,
  ),
  planted('array-as-key', 'a.java', `class A { Map<«String|int[]», String> names = new HashMap<>(); }`),
  planted('array-as-key', 'a.cs', `class A { Dictionary<«string|int[]», string> names = new Dictionary<«string|int[]», string>(); }`),
  planted(
    'hash-of-changing-field',
    'a.java',
    `class P { int x; String name; P(int x) { this.x = x; } public int hashCode() { return «name.hashCode()|x»; } void move(int by) { x += by; } }\nclass Board { Set<P> all = new HashSet<>(); }`,
  ),
  planted(
    'sorted-set-drops-equal',
    'a.java',
    `class A { Set<P> all = new TreeSet<>(Comparator.comparingInt(P::getAge)«.thenComparing(P::getName)|»); }`,
  ),
  planted(
    'decimal-equals-scale',
    'a.java',
    `class A { boolean same(BigDecimal a, BigDecimal b) { return a.«compareTo(b) == 0|equals(b)»; } }`,
  ),
  planted(
    'overridden-too-early',
    'a.java',
    `abstract class Base { final String label; Base() { this.label = «""|describe()»; } abstract String describe(); }\nclass Sub extends Base { private final List<String> parts; Sub(List<String> parts) { this.parts = parts; } String describe() { return String.join(",", parts); } }`,
  ),
  planted(
    'overridden-too-early',
    'a.java',
    `class Base { final String label; Base() { this.label = «""|describe()»; } String describe() { return ""; } }\nclass Sub extends Base { private final int[] decks; Sub(int[] decks) { this.decks = decks; } int places() { return decks.length; } String describe() { return "" + places(); } }`,
  ),
  planted(
    'overridden-too-early',
    'a.cs',
    `class Base { public Base() { «|Fill();» } protected virtual void Fill() { } }\nclass Sub : Base { private string name; public Sub(string name) { this.name = name; } protected override void Fill() { Console.WriteLine(name.Length); } }`,
  ),
  planted(
    'virtual-in-constructor',
    'a.cpp',
    `class Base {\npublic:\n  Base() { «|fill();» }\n  virtual void fill() { n = 1; }\n  int n = 0;\n};\nclass Sub : public Base {\npublic:\n  void fill() override { n = 2; }\n};`,
  ),
  planted(
    'static-not-yet-set',
    'a.java',
    `class Registry { «static final Map<String, Integer> KNOWN = new HashMap<>(); |»private static final Registry INSTANCE = new Registry(); «|static final Map<String, Integer> KNOWN = new HashMap<>();» Registry() { KNOWN.put("a", 1); } }`,
  ),
  planted(
    'misspelt-override',
    'a.java',
    `class P { int x; public boolean equals(Object o) { return true; } public int «hashCode|hashcode»() { return x; } }`,
  ),
  planted(
    'hides-virtual',
    'a.cs',
    `class Base { public virtual int Price() { return 1; } }\nclass Sub : Base { public «override |»int Price() { return 2; } }`,
  ),
  planted(
    'hides-virtual',
    'a.cpp',
    `class Base {\npublic:\n  virtual int price() const { return 1; }\n};\nclass Sub : public Base {\npublic:\n  int price() «const |»{ return 2; }\n};`,
  ),
  planted(
    'destructor-not-virtual',
    'a.cpp',
    `class Base {\npublic:\n  «virtual ~Base() = default;|»\n  int n = 0;\n};\nclass Sub : public Base {\npublic:\n  ~Sub() { --open; }\n};\nstd::unique_ptr<Base> all = make();`,
  ),
  planted(
    'sliced-object',
    'a.cpp',
    `class Car {\npublic:\n  virtual int toll() const { return 1; }\n};\nclass Truck : public Car {\npublic:\n  int toll() const override { return 2; }\n};\nstd::vector<«const Car*|Car»> waiting;\nvoid add(const Car& car) { waiting.push_back(«&|»car); }\nint main() { add(Truck()); }`,
  ),
  planted(
    'sliced-object',
    'a.cpp',
    `class Car {\npublic:\n  virtual int toll() const { return 1; }\n};\nclass Truck : public Car {\npublic:\n  int toll() const override { return 2; }\n};\nint pay(Car«&|» car) { return car.toll(); }\nint main() { Truck t; return pay(t); }`,
  ),
  planted(
    'erased-iterator',
    'a.cpp',
    `void f(std::vector<int>& xs) {\n  for (auto it = xs.begin(); it != xs.end(); «|++it») {\n    if (*it == 2) «it = |»xs.erase(it);\n  «else ++it;|»}\n}`,
  ),
  planted(
    'reference-into-grown',
    'a.cpp',
    `int f(std::vector<int>& xs) {\n  «xs.push_back(3);\n  |»int& first = xs[0];\n  «|xs.push_back(3);\n  »return first;\n}`,
  ),
  planted('returns-local', 'a.cpp', `const std::string«|&» name(int n) {\n  std::string text = std::to_string(n);\n  return text;\n}`),
  planted(
    'used-before-set',
    'a.cpp',
    `int sum(const std::vector<int>& xs) {\n  int total« = 0|»;\n  for (int x : xs) total += x;\n  return total;\n}`,
  ),
  planted(
    'field-not-set',
    'a.cpp',
    `class Counter {\npublic:\n  Counter(int step) : step(step) {}\n  void next() { count += step; }\nprivate:\n  int step;\n  int count« = 0|»;\n};`,
  ),
  planted(
    'used-after-move',
    'a.cpp',
    `void f(std::string name) {\n  «log(name.size());\n  |»store(std::move(name));\n  «|log(name.size());»\n}`,
  ),
  planted(
    'asks-by-inserting',
    'a.cpp',
    `bool has(std::map<std::string, int>& all, const std::string& key) {\n  if («all.count(key)|all[key]» > 0) return true;\n  return false;\n}`,
  ),
  planted(
    'product-outgrows-int',
    'a.java',
    `class R { private static final int DAY = 24 * 60 * 60 * 1000; private final int days = 30; long millis() { return «(long) |»days * DAY; } }`,
  ),
  planted('product-outgrows-int', 'a.java', `class R { long month = 30«L|» * 24 * 60 * 60 * 1000; }`),
  planted('product-outgrows-int', 'a.cs', `class R { const int Day = 86400000; int days; long Millis() { return «(long)|»days * Day; } }`),
  planted(
    'difference-overflows',
    'a.java',
    `class P implements Comparable<P> { int x; public int compareTo(P other) { return «Integer.compare(x, other.x)|x - other.x»; } }`,
  ),
  planted('negative-remainder', 'a.go', `package a\nfunc before(day int) int { return (day - 1«+ 7|») % 7 }`),
  planted(
    'negative-remainder',
    'a.java',
    `class A { char back(int at, int by) { return letters.charAt(«Math.floorMod(at - by, 26)|(at - by) % 26»); } }`,
  ),
  planted('negative-as-unsigned', 'a.rs', `fn gap(a: i32, b: i32) -> usize { «(a - b).max(0)|(a - b)» as usize }`),
  planted(
    'divide-without-scale',
    'a.java',
    `class A { BigDecimal third(BigDecimal a) { return a.divide(new BigDecimal("3")«, 2, RoundingMode.HALF_UP|»); } }`,
  ),
  planted(
    'refuses-changes',
    'a.java',
    `class A { List<String> names(String text) { return «new ArrayList<>(|»Arrays.asList(text.split(","))«)|»; } }`,
  ),
  planted(
    'same-object-kept',
    'a.java',
    `class A { List<List<Integer>> f(int n) { List<List<Integer>> all = new ArrayList<>(); «|List<Integer> row = new ArrayList<>();» for (int i = 0; i < n; i++) { «List<Integer> row = new ArrayList<>();|row.clear();» row.add(i); all.add(row); } return all; } }`,
  ),
  planted(
    'same-object-kept',
    'a.cs',
    `class A { List<P> F(int n) { var all = new List<P>(); «|var p = new P();» for (int i = 0; i < n; i++) { «var p = new P();|» p.X = i; all.Add(p); } return all; } }`,
  ),
  planted(
    'alias-as-copy',
    'a.java',
    `class A { int f(List<Integer> xs) { List<Integer> before = «new ArrayList<>(xs)|xs»; xs.clear(); return before.size(); } }`,
  ),
  planted(
    'alias-as-copy',
    'a.go',
    `package a\nfunc f(xs []int) int {\n\tbefore := «append([]int(nil), xs...)|xs»\n\txs[0] = 2\n\treturn before[0]\n}`,
  ),
  planted(
    'part-of-the-same',
    'a.go',
    `package a\nfunc f(xs []int) int {\n\thead := xs[:2«:2|»]\n\thead = append(head, 9)\n\treturn xs[2] + len(head)\n}`,
  ),
  {
    ...planted(
      'loop-variable-kept',
      'a.go',
      `package a\nfunc f(xs []T) (all []*T) {\n\tfor _, x := range xs {\n\t\t«x := x\n\t\t|»all = append(all, &x)\n\t}\n\treturn\n}`,
    ),
    data: [{ file: 'go.mod', lines: ['module a', '', 'go 1.21'] }],
  },
  planted(
    'query-runs-again',
    'a.cs',
    `class A { IEnumerable<int> Ready() { return all.Where(each => each > 2); }\n int F(Store store) { var ready = Ready()«.ToList()|»; store.Take(ready.ToList()); return ready.Sum(); } }`,
  ),
  planted(
    'query-runs-again',
    'a.cs',
    `class A { int F(List<int> xs) { int limit = 3; var small = xs.Where(x => x < limit)«.ToList()|»; limit = 9; return small.Count(); } }`,
  ),
  planted(
    'stream-twice',
    'a.java',
    `class A { long f(List<String> xs) { «|Stream<String> s = xs.stream();» long n = «xs.stream()|s».count(); return n + «xs.stream()|s».distinct().count(); } }`,
  ),
  planted(
    'next-twice',
    'a.java',
    `class A { int f(Iterator<Integer> it) { int n = 0; while (it.hasNext()) { «int x = it.next(); |»if («x|it.next()» > 2) n += «x|it.next()»; } return n; } }`,
  ),
  planted(
    'order-of-hashing',
    'a.go',
    `package a\nfunc keys(all map[string]int) (names []string) {\n\tfor name := range all {\n\t\tnames = append(names, name)\n\t}\n\t«sort.Strings(names)\n\t|»return\n}`,
  ),
  planted('duplicates-apart', 'a.rs', `fn f(mut xs: Vec<i32>) -> Vec<i32> {\n    «xs.sort();\n    |»xs.dedup();\n    xs\n}`),
  planted(
    'count-as-end',
    'a.cs',
    `class A { List<int> Years(int start, int end) { return Enumerable.Range(start, end« - start + 1|»).ToList(); } }`,
  ),
  planted(
    'part-of-span',
    'a.cs',
    `class A { double F(DateTime from, DateTime to) { TimeSpan gone = to - from; return gone.«TotalMinutes|Minutes»; } }`,
  ),
  planted(
    'part-of-span',
    'a.java',
    `class A { long f(LocalDate a, LocalDate b) { return «ChronoUnit.DAYS.between(a, b)|Period.between(a, b).getDays()»; } }`,
  ),
  planted('unsubscribes-nothing', 'a.cs', `class A { void F(Clock clock) { clock.Ticked -= «OnTick|(s, e) => Count()»; } }`),
  planted('strips-repeatedly', 'a.rs', `fn f(text: &str) -> &str { text.«strip_prefix("ab").unwrap_or(text)|trim_start_matches("ab")» }`),
  planted('numbers-in-text', 'a.java', `class A { String f(int a, int b) { return "sum: " + «(|»a + b«)|»; } }`),
  planted('characters-added', 'a.java', `class A { String f(char a, char b) { return «"" + |»a + b + "!"; } }`),
  planted(
    'number-appended-as-character',
    'a.cpp',
    `std::string f(int n) {\n  std::string text;\n  text += «std::to_string(n)|n»;\n  return text;\n}`,
  ),
  planted('pointer-plus-number', 'a.cpp', `std::string f(int n) { return «std::string("Nr ")|"Nr "» + «std::to_string(n)|n»; }`),
  planted('split-drops-empty', 'a.java', `class A { String f(String line) { String[] parts = line.split(","«, -1|»); return parts[2]; } }`),
  planted(
    'parses-untrimmed',
    'a.java',
    `class A { int f(String line) { String[] parts = line.split(","); return Integer.parseInt(parts[1]«.trim()|»); } }`,
  ),
  planted(
    'length-as-end',
    'a.cs',
    `class A { string F(string text) { int from = text.IndexOf('(') + 1; int end = text.IndexOf(')'); return text.Substring(from, end« - from|»); } }`,
  ),
  planted(
    'reads-rest-of-line',
    'a.java',
    `class A { String f(Scanner in) { int n = in.nextInt(); «in.nextLine(); |»String name = in.nextLine(); return n + name; } }`,
  ),

  planted(
    'key-by-identity',
    'a.java',
    `class P { int x; P(int x) { this.x = x; } public boolean equals(Object o) { return true; } «public int hashCode() { return x; }|» }\nclass A { Map<P, String> names = new HashMap<>(); String f(int x) { return names.get(new P(x)); } }`,
  ),
  planted(
    'key-by-identity',
    'a.cs',
    `«record P(int X);|class P { public int X; public P(int x) { X = x; } }»\nclass A { Dictionary<P, string> names = new Dictionary<P, string>(); string F(int x) { return names[new P(x)]; } }`,
  ),
  planted(
    'divides-before-multiplying',
    'a.java',
    `class A { int read; int pages; int percent() { return «read * 100 / pages|read / pages * 100»; } }`,
  ),
  planted(
    'shared-append',
    'a.go',
    `package a\ntype T struct { all []int }\nfunc (t T) With(n int) T { return T{all: «with(t.all, n)|append(t.all, n)»} }`,
  ),
  planted(
    'changed-while-looped',
    'a.java',
    `class A { void f(Map<String, Integer> all) { «all.keySet().removeIf(String::isEmpty);|for (String key : all.keySet()) if (key.isEmpty()) all.remove(key);» } }`,
  ),

  planted(
    'keeps-callers-list',
    'a.java',
    `class Order { private final List<String> lines; Order(List<String> lines) { this.lines = «new ArrayList<>(lines)|lines»; } }\nclass A { Order f(List<Order> all) { List<String> lines = new ArrayList<>(); lines.add("a"); Order made = new Order(lines); lines.clear(); return made; } }`,
  ),
  planted(
    'skips-after-removal',
    'a.java',
    `class A { void f(List<Integer> xs) { for (int i = 0; i < xs.size(); i++) { if (xs.get(i) < 0) { xs.remove(i«--|»); } } } }`,
  ),
  planted(
    'skips-after-removal',
    'a.cs',
    `class A { void F(List<int> xs) { for (int i = 0; i < xs.Count; i++) if (xs[i] < 0) «{ xs.RemoveAt(i); i--; }|xs.RemoveAt(i);» } }`,
  ),
  planted(
    'skips-after-removal',
    'a.go',
    `package a\nfunc f(xs []int) []int {\n\tfor i := 0; i < len(xs); i++ {\n\t\tif xs[i] < 0 {\n\t\t\txs = append(xs[:i], xs[i+1:]...)\n«\t\t\ti--\n|»\t\t}\n\t}\n\treturn xs\n}`,
  ),
  planted(
    'bound-shrinks',
    'a.java',
    `class A { void f(Deque<String> jobs) { «int n = jobs.size(); |»for (int i = 0; i < «n|jobs.size()»; i++) { run(jobs.poll()); } } }`,
  ),
  planted('mask-compared-first', 'a.cpp', `bool f(int flags) { return «(|»flags & MASK«)|» == 0; }`),
  planted(
    'typed-nil',
    'a.go',
    `package a\ntype Bad struct{}\nfunc (b *Bad) Error() string { return "" }\nfunc find(n int) *Bad {\n\tif n > 0 {\n\t\treturn nil\n\t}\n\treturn &Bad{}\n}\nfunc run(n int) bool {\n\tvar err «*Bad|error» = find(n)\n\treturn err != nil\n}`,
  ),
  planted('boxed-identity', 'a.cs', `class A { bool Same(«int|object» a, «int|object» b) { return a == b; } }`),
  planted(
    'copy-changed',
    'a.rs',
    `struct P { n: u32 }\nfn f(all: &mut Vec<P>) {\n    let «p = &mut all[0]|mut p = all[0].clone()»;\n    p.n += 1;\n}`,
  ),

  planted(
    'shared-count',
    'a.java',
    `class Cart { private «|static »int count = 0; private String owner; void add(String item) { count++; } }`,
  ),
  planted('product-outgrows-int', 'a.java', `class A { long bytes(int gigabytes) { return gigabytes * 1024«L|» * 1024 * 1024; } }`),
  planted(
    'sorted-set-drops-equal',
    'a.java',
    `class A { Set<P> all = new TreeSet<>(«P.BY_NAME_AND_AGE|(a, b) -> Integer.compare(a.age, b.age)»); }`,
  ),
  planted(
    'result-not-used',
    'a.java',
    `class A { BigDecimal total = BigDecimal.ZERO; void add(BigDecimal x) { «total = |»total.add(x); } }`,
  ),
  planted(
    'alias-as-copy',
    'a.go',
    `package a\nfunc top(xs []int) []int {\n\tsorted := «append([]int(nil), xs...)|xs»\n\tsort.Ints(sorted)\n\treturn sorted[:2]\n}`,
  ),
  planted(
    'skips-after-removal',
    'a.go',
    `package a\nfunc f(xs []int) []int {\n\tfor i, x := range xs {\n\t\tif x < 0 {\n\t\t\txs = append(xs[:i], xs[i+1:]...)\n«\t\t\tbreak\n|»\t\t}\n\t}\n\treturn xs\n}`,
  ),
  planted(
    'changed-while-looped',
    'a.java',
    `class Bus { List<L> all = new ArrayList<>(); void drop(L each) { all.remove(each); } void sweep() { for (L each : «new ArrayList<>(all)|all») { if (each.done()) drop(each); } } }`,
  ),
  planted(
    'changed-while-looped',
    'a.cs',
    `class A { List<int> xs; void F() { foreach (var x in xs.Where(x => x > 3)«.ToList()|») { xs.Remove(x); } } }`,
  ),
  planted(
    'sliced-object',
    'a.cpp',
    `struct Shape {\n  virtual int area() const { return 0; }\n};\nstruct Square : Shape {\n  int area() const override { return 4; }\n};\nint main() {\n  Square one;\n  std::vector<Shape«*|»> all = {«&|»one};\n}`,
  ),
  planted('text-identity', 'a.cpp', `bool is(const char* word) { return «std::strcmp(word, "x") == 0|word == "x"»; }`),

  planted(
    'same-object-kept',
    'a.go',
    `package a\nfunc f(ns []int) (all [][]int) {\n\tvar row []int\n\tfor _, n := range ns {\n\t\trow = «nil|row[:0]»\n\t\trow = append(row, n, n+1)\n\t\tall = append(all, row)\n\t}\n\treturn\n}`,
  ),
];
