import assert from 'node:assert/strict';
import { causesOf } from '../../../../support/causesOf';
import { hypothesesOf } from '../../../../support/hypothesesOf';

const exporter = (constructor: string): Record<string, string> => ({
  'Job.cs': `class Job
{
    private readonly IExporter exporter;
    ${constructor}
    public string Run()
    {
        return exporter.Export();
    }
}`,
  'Exporters.cs': `static class Exporters
{
    public static IExporter Named(string format)
    {
        if (format == "csv")
            return new CsvExporter();
        return null;
    }
}
`,
});

const EXPORTER = `Unhandled Exception:
System.NullReferenceException: Object reference not set to an instance of an object
  at Job.Run () [0x0000d] in /srv/work/Job.cs:7
  at Program.Main () [0x0002d] in /srv/work/Program.cs:5 `;

const settings = (puts: string): Record<string, string> => ({
  'Settings.java': `import java.util.*;
class Settings {
    private final Map<String, String> values = new HashMap<>();

    Settings(String key) {
        ${puts}
    }

    String text(String key) {
        return values.get(key);
    }
}`,
  'Main.java': `class Main {
    public static void main(String[] args) {
        Settings settings = new Settings(args[0]);
        System.out.println(Level.valueOf(settings.text("level")));
    }
}`,
  'Level.java': `enum Level {
    WARN, INFO
}`,
});

const LEVEL = `Exception in thread "main" java.lang.IllegalArgumentException: No enum constant Level.warn
	at java.base/java.lang.Enum.valueOf(Enum.java:273)
	at Level.valueOf(Level.java:1)
	at Main.main(Main.java:4)`;

describe('explainFailure: the way of a value in compiled languages', () => {
  it('goes through a field that a constructor sets without naming the object', async () => {
    const causes = await causesOf(EXPORTER, exporter('public Job(string format) { exporter = Exporters.Named(format); }'));
    assert.match(causes, /^Job\.cs:4 sets `exporter`: .*exporter = Exporters\.Named\(format\);/m);
    assert.match(causes, /`Named` returns `null` \(Exporters\.cs:7\)/);
  });

  it('does not go through a variable or a parameter with the name of the field', async () => {
    for (const constructor of [
      'public Job(string format) { var exporter = Exporters.Named(format); }',
      'public Job(IExporter exporter) { exporter = Exporters.Named("txt"); }',
    ])
      assert.doesNotMatch(await causesOf(EXPORTER, exporter(constructor)), /Exporters\.cs/);
  });

  it('goes into a map, to the only line that writes the value under that key', async () => {
    const causes = await causesOf(LEVEL, settings('values.put("level", "warn");\n        values.put("days", "14");'));
    assert.match(causes, /`"warn"` is put into `values` \(Settings\.java:6\)/);
  });

  it('does not go into a map that is filled under keys which are not written out, or twice', async () => {
    for (const puts of [
      'values.put("level", "info"); values.put(key, "warn");',
      'values.put("level", "info"); values.put("level", "warn");',
    ])
      assert.doesNotMatch(await causesOf(LEVEL, settings(puts)), /is set to|Settings\.java:6 /);
  });

  it('names the key that is stored under another spelling, also as its singular', async () => {
    const causes = await causesOf(
      `Unhandled Exception:
System.Collections.Generic.KeyNotFoundException: The given key 'retries' was not present in the dictionary.
  at System.Collections.Generic.Dictionary\`2[TKey,TValue].get_Item (TKey key) [0x00021] in <8611ac11d22247aabb4fd94490032492>:0
  at Options.Number (System.String key) [0x00008] in /srv/work/Options.cs:6
  at Program.Main () [0x00006] in /srv/work/Program.cs:8 `,
      {
        'Options.cs': `using System.Collections.Generic;
class Options
{
    private readonly Dictionary<string, string> values;
    public Options(Dictionary<string, string> values) { this.values = values; }
    public int Number(string key) { return int.Parse(values[key]); }
}`,
        'Program.cs': `class Program
{
    static Options Read()
    {
        return new Options(new Dictionary<string, string>
            { { "timeout", "30" }, { "retry", "3" } });
    }
    static void Main() { Read().Number("retries"); }
}`,
      },
    );
    assert.match(causes, /the key is spelled `retry` \(Program\.cs:6\)/);
  });

  it('goes into the record that is made elsewhere, where a choice leaves its part empty', async () => {
    const files = {
      'Sale.java': `record Sale(String product, String region) {
    String key() {
        return region.toUpperCase() + product;
    }
}`,
      'Reader.java': `class Reader {
    Sale read(String line) {
        String[] cells = line.split(";");
        String region = cells.length > 1 ? cells[1] : null;
        return new Sale(cells[0], region);
    }
}`,
      'Main.java': `class Main {
    public static void main(String[] args) {
        Sale sale = new Reader().read(args[0]);
        System.out.println(sale.key());
    }
}`,
    };
    const trace = `Exception in thread "main" java.lang.NullPointerException: Cannot invoke "String.toUpperCase()" because "this.region" is null
	at Sale.key(Sale.java:3)
	at Main.main(Main.java:4)`;
    assert.match(await causesOf(trace, files), /Reader\.java:4/);
  });

  it('names the line of `orElse(null)` in a chain, and a loop as a loop', async () => {
    const causes = await causesOf(
      `Exception in thread "main" java.lang.NullPointerException: Cannot invoke "Account.plan()" because "account" is null
	at Main.main(Main.java:6)`,
      {
        'Main.java': `import java.util.*;
class Main {
    static List<Account> all = new ArrayList<>();
    public static void main(String[] args) {
        Account account = find(args[0]);
        account.plan();
    }
    static Account find(String mail) {
        return all.stream()
                .filter(each -> each.mail().equals(mail))
                .findFirst()
                .orElse(null);
    }
}`,
      },
    );
    assert.match(causes, /`orElse\(null\)` \(line 12\) gives null where `findFirst\(…\)` is empty: no element passes the filter/);
    const loop = await causesOf(
      `Exception in thread "main" java.lang.NullPointerException: Cannot invoke "java.util.List.iterator()" because "names" is null
	at Main.main(Main.java:4)`,
      {
        'Main.java': `class Main {
    public static void main(String[] args) {
        java.util.List<String> names = null;
        for (String name : names) System.out.println(name);
    }
}`,
      },
    );
    assert.match(loop, /loops over `names`, which is null/);
  });

  it('names a line of Kotlin that exists, where code of an inlined function has one behind the end', async () => {
    const files = (body: string): Record<string, string[]> => ({
      'Settings.kt': [
        'class Settings(private val lines: List<String>) {',
        '    fun text(key: String): String {',
        `        ${body}`,
        '    }',
        '    fun number(key: String): Int = text(key).toInt()',
        '}',
      ],
    });
    const trace = `Exception in thread "main" java.util.NoSuchElementException: Collection contains no element matching the predicate.
	at Settings.text(Settings.kt:11)
	at Settings.number(Settings.kt:5)`;
    const { hypotheses } = await hypothesesOf(trace.split('\n'), files('return lines.first { it.startsWith(key) }'));
    assert.deepEqual(
      hypotheses.flatMap(({ evidence }) => evidence.filter(({ line }) => line > 6)),
      [],
    );
    assert.ok(hypotheses[0]?.evidence.some(({ line }) => line === 3));
    const two = await hypothesesOf(
      trace.split('\n'),
      files('return lines.first { it.startsWith(key) } + lines.first { it.endsWith(key) }'),
    );
    assert.ok(two.hypotheses.every(({ evidence }) => evidence.every(({ line }) => line !== 3 && line <= 6)));
  });

  it('does not say that a variable stays empty which the condition fills', async () => {
    const causes = await causesOf(
      `Unhandled Exception:
System.NullReferenceException: Object reference not set to an instance of an object
  at Billing.Charge (System.String customer) [0x00003] in /srv/work/Billing.cs:15
  at Program.Main () [0x00018] in /srv/work/Program.cs:8 `,
      {
        'Billing.cs': `using System.Collections.Generic;
class Billing
{
    Dictionary<string, Invoice> open = new Dictionary<string, Invoice>();
    Invoice For(string customer)
    {
        Invoice invoice;
        if (!open.TryGetValue(customer, out invoice))
        {
            invoice = new Invoice(customer);
            open[customer] = invoice;
        }
        return invoice;
    }
    public void Charge(string customer) { For(customer).Add(1); }
}`,
      },
    );
    assert.doesNotMatch(causes, /gets a value only if/);
  });
});
