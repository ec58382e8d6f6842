/** How the programs of one folder run, and what a line of a frame looks like there; without it an error has the one frame of its place. */
export interface MarkedTool {
  tool: string;
  /** Folder below `programs/marked`, and the names of its programs that this tool runs; all of them by default. */
  folder: string;
  only?: RegExp;
  command: (file: string) => string;
  frame?: RegExp;
  /** The errors are told outermost first, as the marks are, though some print the causes first. */
  asMarked?: true;
  /** The path that a program gets, where the tool wants a certain one. */
  path?: (file: string) => string;
  /** The frames are not judged, e.g. because they are those of several threads. */
  uncounted?: true;
}

const inTab = /^\t\S.*:\d+(?: \+0x[0-9a-f]+)?$/;
const javaFrame = /^\s+at \S/;
const rustFrame = /^ +\d+: \S/;
const cFrame = /^ *#\d+ /;

const junit = '/usr/share/java/junit-platform-console-standalone.jar';

const java = (jars: string) =>
  `-cp .:${jars
    .split(' ')
    .map((jar) => `/usr/share/java/${jar}.jar`)
    .join(':')}`;
const spring = java('spring3-core spring3-beans spring3-context spring3-expression spring3-aop commons-logging');
const gopath = 'GO111MODULE=off GOPATH=/usr/share/gocode';

/** Every tool whose programs say what fails. */
export const markedTools: readonly MarkedTool[] = [
  { tool: 'go', folder: 'go', command: (file) => `go run ${file}`, frame: inTab },
  { tool: 'go-build', folder: 'go-build', command: (file) => `go build -o /dev/null ${file}` },
  { tool: 'go-vet', folder: 'go-vet', command: (file) => `go vet ${file}` },
  { tool: 'go-test', folder: 'go-test', command: (file) => `go test -count=1 ${file}` },
  { tool: 'go-test-v', folder: 'go-test', command: (file) => `go test -count=1 -v ${file}` },
  { tool: 'go-test-json', folder: 'go-test', command: (file) => `go test -count=1 -json ${file}` },
  { tool: 'java', folder: 'java', command: (file) => `java ${file}`, frame: javaFrame },
  { tool: 'javac', folder: 'javac', command: (file) => `javac -d . ${file}` },
  { tool: 'mono', folder: 'csharp', command: (file) => `mcs -debug -out:app.exe ${file} && mono --debug app.exe`, uncounted: true },
  { tool: 'mcs', folder: 'mcs', command: (file) => `mcs -out:app.exe ${file}` },
  { tool: 'gcc', folder: 'gcc', command: (file) => `g++ -c -o /dev/null ${file}` },
  { tool: 'ld', folder: 'ld', command: (file) => `g++ -g -o app ${file}`, uncounted: true },
  {
    tool: 'asan',
    folder: 'asan',
    command: (file) => `g++ -g -fsanitize=address -fno-omit-frame-pointer -o app ${file} && ./app`,
    uncounted: true,
  },
  { tool: 'ubsan', folder: 'ubsan', command: (file) => `g++ -g -fsanitize=undefined -o app ${file} && ./app` },
  {
    tool: 'gdb',
    folder: 'crash',
    command: (file) => `g++ -g -o app ${file} && gdb -batch -nx -iex 'set debuginfod enabled off' -ex run -ex bt ./app`,
    frame: cFrame,
  },
  {
    tool: 'gdb-core',
    folder: 'crash',
    only: /null|abort/,
    command: (file) =>
      `g++ -g -o app ${file}; gdb -batch -nx -iex 'set debuginfod enabled off' -ex run -ex 'generate-core-file app.core' ./app >/dev/null 2>&1; gdb -batch -nx -iex 'set debuginfod enabled off' -ex bt ./app app.core`,
    frame: cFrame,
  },
  { tool: 'lldb', folder: 'crash', command: (file) => `g++ -g -o app ${file} && lldb -b -o run -o bt ./app`, uncounted: true },
  { tool: 'rust', folder: 'rust', command: (file) => `rustc -g -o app ${file} && ./app`, uncounted: true },
  { tool: 'rust-backtrace', folder: 'rust', command: (file) => `rustc -g -o app ${file} && RUST_BACKTRACE=1 ./app`, frame: rustFrame },
  { tool: 'rustc', folder: 'rustc', command: (file) => `rustc -o /dev/null ${file}` },
  { tool: 'rust-test', folder: 'rust-test', command: (file) => `rustc --test -o app ${file} && ./app`, uncounted: true },
  { tool: 'ruby', folder: 'ruby', command: (file) => `ruby ${file}`, uncounted: true },
  { tool: 'rspec', folder: 'rspec', command: (file) => `rspec ${file}`, uncounted: true },
  { tool: 'minitest', folder: 'minitest', command: (file) => `ruby ${file} --seed 1`, uncounted: true },
  { tool: 'php', folder: 'php', command: (file) => `php -d display_errors=1 -d log_errors=0 ${file}`, uncounted: true },
  { tool: 'phpunit', folder: 'phpunit', command: (file) => `phpunit --no-configuration ${file}`, uncounted: true },
  { tool: 'perl', folder: 'perl', command: (file) => `perl ${file}`, uncounted: true },
  { tool: 'lua', folder: 'lua', command: (file) => `lua5.4 ${file}`, uncounted: true },
  { tool: 'elixir', folder: 'elixir', command: (file) => `elixir ${file}`, uncounted: true },
  { tool: 'bash', folder: 'bash', command: (file) => `bash ${file}`, uncounted: true },
  { tool: 'playwright', folder: 'playwright', command: (file) => `playwright test ${file} --reporter=list`, uncounted: true },
  { tool: 'karma', folder: 'karma', only: /spec/, command: (file) => `SPEC=${file} karma start karma.conf.cjs`, uncounted: true },
  { tool: 'webpack', folder: 'webpack', command: (file) => `webpack --mode development --entry ./${file} -o out`, uncounted: true },
  { tool: 'vite', folder: 'vite', only: /\.js$/, command: (file) => `vite build --ssr ${file} --outDir out`, uncounted: true },
  { tool: 'swc', folder: 'swc', command: (file) => `RUST_BACKTRACE=0 swc ${file} -o out.js`, uncounted: true },
  { tool: 'ngc', folder: 'ngc', only: /\.ts$/, command: (file) => `sed -i s/app.ts/${file}/ tsconfig.json; ngc -p tsconfig.json` },
  { tool: 'vue-tsc', folder: 'vue-tsc', only: /\.vue$/, command: () => 'vue-tsc -p tsconfig.json' },
  { tool: 'node-libraries', folder: 'node-libraries', command: (file) => `node ${file}`, uncounted: true },
  { tool: 'python-libraries', folder: 'python-libraries', command: (file) => `/usr/bin/python3 ${file}`, asMarked: true, uncounted: true },
  {
    tool: 'junit-console',
    folder: 'junit-console',
    command: (file) => `javac -cp ${junit} -d out ${file}; java -jar ${junit} -cp out --scan-classpath --disable-banner`,
    uncounted: true,
  },
  { tool: 'go-race', folder: 'go-race', command: (file) => `go test -race -count=1 ${file}`, uncounted: true },
  {
    tool: 'cargo-test',
    folder: 'cargo',
    only: /total/,
    command: (file) => `sed -i s/FILE/${file}/ Cargo.toml; RUST_BACKTRACE=0 cargo test`,
    uncounted: true,
  },
  { tool: 'cargo-build', folder: 'cargo', only: /types/, command: (file) => `sed -i s/FILE/${file}/ Cargo.toml; cargo build` },
  { tool: 'clippy', folder: 'cargo', only: /lints/, command: (file) => `sed -i s/FILE/${file}/ Cargo.toml; cargo clippy` },
  { tool: 'monolog', folder: 'monolog', command: (file) => `php ${file}`, uncounted: true },
  { tool: 'wasm', folder: 'wasm', command: (file) => `node ${file}`, frame: javaFrame },
  {
    tool: 'surefire',
    folder: 'maven',
    only: /\.java$/,
    path: (file) => `src/test/java/${file}`,
    command: (file) =>
      `sed -i 's/GROUP/${/4|Compile/.test(file) ? 'junit' : 'org.junit.jupiter'}/;s/ARTIFACT/${/4|Compile/.test(file) ? 'junit' : 'junit-jupiter'}/;${/4|Compile/.test(file) ? 's/debian/4.x/' : ''}' pom.xml; mvn -o -B -Dmaven.repo.local=/home/dev/.m2 -Dstyle.color=never test`,
    uncounted: true,
  },
  {
    tool: 'testng',
    folder: 'testng',
    command: (file) =>
      `javac ${java('testng jcommander')} ${file} && java ${java('testng jcommander bsh')} org.testng.TestNG -verbose 2 -testclass CartTest`,
    uncounted: true,
  },
  {
    tool: 'spring',
    folder: 'spring',
    command: (file) => `javac ${spring} ${file} && java --add-opens java.base/java.lang=ALL-UNNAMED ${spring} ${file.replace('.java', '')}`,
    uncounted: true,
  },
  {
    tool: 'java-logs',
    folder: 'java-logs',
    command: (file) => `java ${java(file.startsWith('Log4j') ? 'log4j-api log4j-core' : 'logback-classic logback-core slf4j-api')} ${file}`,
    uncounted: true,
  },
  { tool: 'jdbc', folder: 'jdbc', command: (file) => `java ${java('derby')} ${file}`, uncounted: true },
  {
    tool: 'scala',
    folder: 'scala',
    only: /Runtime|Match/,
    command: (file) => `scalac ${file} && scala ${file.replace('.scala', '')}`,
    uncounted: true,
  },
  { tool: 'scalac', folder: 'scala', only: /Types/, command: (file) => `scalac ${file}` },
  { tool: 'groovy', folder: 'groovy', command: (file) => `groovy ${file}`, uncounted: true },
  { tool: 'activerecord', folder: 'activerecord', command: (file) => `ruby ${file}`, uncounted: true },
  { tool: 'nose2', folder: 'python-tests', only: /nose2/, command: (file) => `nose2-3 ${file.replace('.py', '')}`, uncounted: true },
  {
    tool: 'pytest-xdist',
    folder: 'python-tests',
    only: /xdist|asyncio/,
    command: (file) => `/usr/bin/python3 -m pytest -n 2 ${file}`,
    uncounted: true,
  },
  { tool: 'django-test', folder: 'python-tests', only: /django/, command: (file) => `/usr/bin/python3 ${file}`, uncounted: true },
  {
    tool: 'behave',
    folder: 'python-tests',
    only: /behave/,
    path: (file) => `features/steps/${file}`,
    command: () => 'mkdir -p features && mv cart.feature features/; behave --no-color',
    uncounted: true,
  },
  { tool: 'python-more', folder: 'python-more', command: (file) => `timeout 10 /usr/bin/python3 ${file}`, asMarked: true, uncounted: true },
  { tool: 'go-logs', folder: 'go-logs', command: (file) => `${gopath} go run ${file}`, uncounted: true },
  {
    tool: 'testify',
    folder: 'testify',
    only: /test/,
    command: () => `${gopath} go test -count=1 .`,
    uncounted: true,
  },
  {
    tool: 'anyhow',
    folder: 'anyhow',
    only: /\.rs$/,
    command: (file) => `sed -i s/FILE/${file}/ Cargo.toml; cargo run --offline -q`,
    uncounted: true,
  },
  { tool: 'symfony', folder: 'symfony', command: (file) => `php ${file} import`, uncounted: true },
  {
    tool: 'node-more',
    folder: 'node-more',
    only: /^(?!prices)/,
    command: (file) => (file.startsWith('tsx') ? `tsx ${file}` : file.endsWith('.ts') ? `ts-node ${file}` : `node ${file}`),
    asMarked: true,
    uncounted: true,
  },
  { tool: 'node-logs', folder: 'node-logs', command: (file) => `node ${file}`, uncounted: true },
  {
    tool: 'cucumber',
    folder: 'cucumber',
    only: /cjs$/,
    command: (file) => `mkdir -p features; mv cart.feature features/; cucumber-js --require ${file}`,
    uncounted: true,
  },
  { tool: 'lab', folder: 'lab', command: (file) => `lab ${file} -C`, uncounted: true },
  { tool: 'qunit', folder: 'qunit', command: (file) => `qunit ${file}`, uncounted: true },
  { tool: 'jest-29-more', folder: 'jest-dom', command: (file) => `jest --no-cache ${file}`, uncounted: true },
  {
    tool: 'rspack',
    folder: 'rspack',
    only: /^(?:entry|syntax)\.js$/,
    command: (file) => `ENTRY=${file} rspack build -c rspack.config.cjs`,
    uncounted: true,
  },
  {
    tool: 'ts-loader',
    folder: 'bundlers',
    only: /^types\.ts$/,
    command: (file) => `ENTRY=${file} webpack -c webpack-ts.config.cjs`,
    uncounted: true,
  },
  {
    tool: 'babel-loader',
    folder: 'bundlers',
    only: /^syntax\.js$/,
    command: (file) => `ENTRY=${file} webpack -c webpack-babel.config.cjs`,
    uncounted: true,
  },
  {
    tool: 'parcel',
    folder: 'parcel',
    only: /^(?:entry|syntax)\.js$/,
    command: (file) => `parcel build ${file} --no-cache`,
    uncounted: true,
  },
  {
    tool: 'source-maps',
    folder: 'source-maps',
    command: (file) =>
      `esbuild ${file} --bundle --minify --sourcemap --platform=node --outfile=dist/app.js --log-level=error; node --enable-source-maps dist/app.js`,
    uncounted: true,
  },
  {
    tool: 'next',
    folder: 'next',
    only: /^\w+\.tsx$/,
    path: () => 'app/page.tsx',
    command: () => 'NEXT_TELEMETRY_DISABLED=1 next build',
    uncounted: true,
  },
  ...Object.entries({
    concurrently: 'concurrently -n cart,prices "node packages/cart/test.cjs" "node packages/prices/test.cjs"',
    'npm-workspaces': 'npm test --workspaces',
    turbo: 'TURBO_TELEMETRY_DISABLED=1 turbo run test --no-color',
    nx: 'NX_DAEMON=false nx run-many -t test --outputStyle=stream --skip-nx-cache',
  }).map(([tool, command]): MarkedTool => ({
    tool,
    folder: 'workspaces',
    only: /^fails/,
    path: () => 'packages/cart/test.cjs',
    command: () =>
      `mkdir ws; mv packages turbo.json nx.json ws; mv root.json ws/package.json; ln -s ../node_modules ws; cd ws; git init -q .; ${command}`,
    uncounted: true,
  })),
  {
    tool: 'last-node',
    folder: 'last-node',
    command: (file) => (file.startsWith('spec') ? `node --test --test-reporter=spec ${file}` : `node ${file}`),
    uncounted: true,
  },
  {
    tool: 'last-python',
    folder: 'last-python',
    command: (file) => (file.startsWith('doctests') ? `/usr/bin/python3 -m doctest ${file}` : `/usr/bin/python3 ${file}`),
    asMarked: true,
    uncounted: true,
  },
  {
    tool: 'last-java',
    folder: 'last-java',
    command: (file) => `javac ${file} && java -cp . ${file.replace('.java', '')}`,
    uncounted: true,
  },
  { tool: 'last-go', folder: 'last-go', command: (file) => `${gopath} go run ${file}`, uncounted: true },
  {
    tool: 'last-build',
    folder: 'last-build',
    only: /^(?!Makefile)/,
    command: (file) => (file.endsWith('.c') ? 'make' : file === 'Rakefile' ? 'rake import' : `prove ${file}`),
    uncounted: true,
  },
  {
    tool: 'last-checkers',
    folder: 'last-checkers',
    only: /^(?!tsconfig)/,
    command: (file) =>
      file.startsWith('lint')
        ? `biome lint ${file}`
        : file.startsWith('broken')
          ? `prettier --check ${file}`
          : 'svelte-check --output human',
    uncounted: true,
  },
];
