import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import mutants.Hits;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs JUnit tests on a library of which one source file may have changed, and stays alive between runs.
 *
 * Arguments: folder of the compiled library, the compiled tests with their resources, and what both need (paths with colons).
 * Each line read is a JSON array of strings, answered with one JSON line:
 *   ["trace", compiled library that calls Hits, test class, ...] -> {"tests": [{"test", "ms", "ok", "hits": [number]}]}
 *   ["run", changed source file, test method, ...]               -> {"failures": [{"test", "text"}]}, {"compiles": false} or {"timeout": true}
 * After a timeout the process ends: there is no other way to stop a test that does not end.
 */
public final class MutantRunner {
    private static final long MOST_MS = 20_000;
    private static final Pattern STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final String library;
    private final String tests;
    private final String needed;
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();

    private MutantRunner(String[] args) {
        library = args[0];
        tests = args[1];
        needed = args[2];
    }

    public static void main(String[] args) throws Exception {
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
        MutantRunner runner = new MutantRunner(args);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            List<String> words = STRING.matcher(line).results().map(found -> found.group(1)).collect(Collectors.toList());
            List<String> rest = words.subList(2, words.size());
            String answer = words.get(0).equals("trace") ? runner.trace(words.get(1), rest) : runner.run(words.get(1), rest);
            out.println(answer);
            out.flush();
            if (answer.contains("\"timeout\"")) System.exit(0);
        }
        System.exit(0);
    }

    private String trace(String instrumented, List<String> classes) throws Exception {
        StringBuilder found = new StringBuilder();
        List<DiscoverySelector> selectors = classes.stream().map(DiscoverySelectors::selectClass).collect(Collectors.toList());
        boolean ended = execute(instrumented, Map.of(), selectors, new TestExecutionListener() {
            private long begun;

            @Override
            public void executionStarted(TestIdentifier test) {
                if (!test.isTest()) return;
                Hits.clear();
                begun = System.nanoTime();
            }

            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (!test.isTest() || !(test.getSource().orElse(null) instanceof MethodSource)) return;
                boolean ok = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
                if (found.length() > 0) found.append(',');
                found.append("{\"test\":").append(quote(nameOf(test))).append(",\"ms\":").append((System.nanoTime() - begun) / 1_000_000)
                    .append(",\"ok\":").append(ok).append(",\"hits\":").append(Hits.list()).append('}');
            }
        });
        return ended ? "{\"tests\":[" + found + "]}" : "{\"timeout\":true}";
    }

    private String run(String source, List<String> methods) throws Exception {
        Map<String, byte[]> changed = compile(new File(source));
        if (changed == null) return "{\"compiles\":false}";
        StringBuilder failures = new StringBuilder();
        List<DiscoverySelector> selectors = methods.stream().map(DiscoverySelectors::selectMethod).collect(Collectors.toList());
        boolean ended = execute(library, changed, selectors, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() != TestExecutionResult.Status.FAILED || !(test.getSource().orElse(null) instanceof MethodSource)) return;
                if (failures.length() > 0) failures.append(',');
                failures.append("{\"test\":").append(quote(nameOf(test))).append(",\"text\":")
                    .append(quote(textOf(test, result.getThrowable().orElseThrow()))).append('}');
            }
        });
        return ended ? "{\"failures\":[" + failures + "]}" : "{\"timeout\":true}";
    }

    /** Runs tests with classes of a library, those just compiled first. Returns false on a timeout. */
    private boolean execute(String classes, Map<String, byte[]> changed, List<DiscoverySelector> selectors, TestExecutionListener listener)
        throws InterruptedException {
        Thread worker = new Thread(() -> {
            String paths = classes + File.pathSeparator + tests + File.pathSeparator + needed;
            try (URLClassLoader loader = new ChildFirstLoader(urls(paths), changed)) {
                Thread.currentThread().setContextClassLoader(loader);
                Launcher launcher = LauncherFactory.create();
                launcher.execute(LauncherDiscoveryRequestBuilder.request().selectors(selectors).build(), listener);
            } catch (IOException | RuntimeException | LinkageError error) {
                // It says nothing about a test: the answer is whatever was reported until then.
                return;
            }
        });
        worker.setDaemon(true);
        worker.start();
        worker.join(MOST_MS);
        return !worker.isAlive();
    }

    /** Name by which a test method is selected again: class#method(parameter types). */
    private static String nameOf(TestIdentifier test) {
        MethodSource method = (MethodSource) test.getSource().orElseThrow();
        String types = method.getMethodParameterTypes();
        return method.getClassName() + "#" + method.getMethodName() + "(" + (types == null ? "" : types) + ")";
    }

    /** The failure as JUnit's text runner prints it, without the runner's own frames, as in build tools. */
    private static String textOf(TestIdentifier test, Throwable error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        MethodSource method = (MethodSource) test.getSource().orElseThrow();
        StringBuilder text = new StringBuilder("There was 1 failure:\n1) " + method.getMethodName() + "(" + method.getClassName() + ")\n");
        for (String line : trace.toString().split("\n")) {
            boolean own = line.startsWith("\tat ") && line.matches("\tat (?:java\\.base/(?:jdk\\.internal\\.reflect|java\\.lang\\.reflect)\\.|org\\.junit\\.(?:platform|jupiter\\.engine)\\.).*");
            if (!own) text.append(line).append('\n');
        }
        return text.append("\nFAILURES!!!\nTests run: 1,  Failures: 1\n").toString();
    }

    /** Classes of the file, or null if it does not compile. */
    private Map<String, byte[]> compile(File source) throws IOException {
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavaFileManager memory = new ForwardingJavaFileManager<JavaFileManager>(files) {
                @Override
                public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                    return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/') + ".class"), kind) {
                        @Override
                        public OutputStream openOutputStream() {
                            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                            classes.put(name, bytes);
                            return bytes;
                        }
                    };
                }
            };
            List<String> options = List.of("-g", "-nowarn", "-proc:none", "-implicit:none", "-classpath", library + File.pathSeparator + needed);
            boolean compiles = compiler.getTask(new PrintWriter(OutputStream.nullOutputStream()), memory, null, options, null, files.getJavaFileObjects(source)).call();
            if (!compiles) return null;
        }
        Map<String, byte[]> bytes = new HashMap<>();
        classes.forEach((name, stream) -> bytes.put(name, stream.toByteArray()));
        return bytes;
    }

    private static URL[] urls(String paths) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String path : paths.split(File.pathSeparator)) urls.add(new File(path).toURI().toURL());
        return urls.toArray(new URL[0]);
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char letter : text.toCharArray()) {
            if (letter == '"' || letter == '\\') quoted.append('\\').append(letter);
            else if (letter == '\n') quoted.append("\\n");
            else if (letter < ' ' || letter > '~') quoted.append(String.format("\\u%04x", (int) letter));
            else quoted.append(letter);
        }
        return quoted.append('"').toString();
    }

    /** Looks for classes of the library and the tests here first, those just compiled before those on disk; JUnit's are the runner's. */
    private static final class ChildFirstLoader extends URLClassLoader {
        private final Map<String, byte[]> changed;

        ChildFirstLoader(URL[] urls, Map<String, byte[]> changed) {
            super(urls, MutantRunner.class.getClassLoader());
            this.changed = changed;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = changed.get(name);
            return bytes == null ? super.findClass(name) : defineClass(name, bytes, 0, bytes.length);
        }
    }
}
