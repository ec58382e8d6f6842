import assert from 'node:assert/strict';
import { causesOf } from '../../../../support/causesOf';

const java = (message: string, ...frames: string[]): string =>
  [`Exception in thread "main" ${message}`, ...frames.map((frame) => `\tat ${frame}`)].join('\n');
const rust = (place: string, message: string, ...frames: string[]): string =>
  [
    `thread 'main' (71) panicked at ${place}:`,
    message,
    'stack backtrace:',
    ...frames.flatMap((frame, at) => [`   ${at}: ${frame.split(' ')[0]}`, `             at ./${frame.split(' ')[1]}`]),
  ].join('\n');

const stations = (rows: string): Record<string, string> => ({
  'Station.java': `record Station(String name, int metres) {
    static Station of(String row) {
        String[] cells = row.split("/");
        return new Station(cells[0], Integer.parseInt(cells[1].trim()));
    }
}`,
  'Stations.java': `import java.util.List;
class Stations {
    static final List<String> ROWS = List.of(
${rows});
    static void load() {
        for (String row : ROWS) Station.of(row);
    }
}`,
});

const PARSED = java(
  'java.lang.NumberFormatException: For input string: "14O"',
  'java.base/java.lang.Integer.parseInt(Integer.java:652)',
  'Station.of(Station.java:4)',
  'Stations.load(Stations.java:8)',
  'Main.main(Main.java:3)',
);

describe('the values that an expression may have in typed languages', () => {
  it('finds the row whose part a call refuses, through the loop and the split', async () => {
    const causes = await causesOf(PARSED, stations('        "north/120",\n        "south/14O",\n        "west/90"'));
    assert.match(
      causes,
      /Of the values that the code shows for `cells\[1\]\.trim\(\)`, only `14O` in `south\/14O` \(Stations\.java:5\) is not a number/,
    );
  });

  it('says less where the rows are not all written out', async () => {
    const files = stations('        "north/120",\n        "south/14O"');
    const causes = await causesOf(PARSED, {
      ...files,
      'Stations.java': files['Stations.java']!.replace(/List\.of\([^)]*\)/s, 'Rows.read()'),
    });
    assert.doesNotMatch(causes, /only `14O`/);
  });

  it('finds the row that has as few parts as the message says', async () => {
    const causes = await causesOf(
      java(
        'java.lang.ArrayIndexOutOfBoundsException: Index 1 out of bounds for length 1',
        'Station.of(Station.java:4)',
        'Stations.load(Stations.java:8)',
      ),
      stations('        "north/120",\n        "south",\n        "west/90"'),
    );
    assert.match(causes, /Of the values that the code shows for `cells`, only `south` \(Stations\.java:5\) has 1 element/);
  });

  it('knows the keys that a method puts into a map for its callers, and in which form', async () => {
    const causes = await causesOf(
      rust(
        'shapes.rs:13:36',
        'called `Option::unwrap()` on a `None` value',
        'main::shapes::Shapes::area shapes.rs:13:36',
        'main::main main.rs:6:21',
      ),
      {
        'shapes.rs': `use std::collections::HashMap;
#[derive(Default)]
pub struct Shapes {
    areas: HashMap<String, f64>,
}

impl Shapes {
    pub fn add(&mut self, name: &str, area: f64) {
        self.areas.insert(name.to_uppercase(), area);
    }

    pub fn area(&self, name: &str) -> f64 {
        *self.areas.get(name).unwrap()
    }
}`,
        'main.rs': `mod shapes;
fn main() {
    let mut shapes = shapes::Shapes::default();
    shapes.add("disc", 3.1);
    shapes.add("tile", 4.0);
    println!("{}", shapes.area("disc"));
}`,
      },
    );
    assert.match(causes, /`disc` is written at main\.rs:6; `self\.areas` has “DISC” \(main\.rs:4, put in on line 9\)/);
  });

  it('names the keys of a map where none is spelled like the one that is asked for', async () => {
    const causes = await causesOf(
      `Unhandled Exception:
System.Collections.Generic.KeyNotFoundException: The given key 'drop' was not present in the dictionary.
  at System.Collections.Generic.Dictionary\`2[TKey,TValue].get_Item (TKey key) [0x00021] in <8611ac11d22247aabb4fd94490032492>:0
  at Router.Go (System.String path) [0x00014] in /srv/work/Router.cs:8
  at Program.Main () [0x00025] in /srv/work/Program.cs:8 `,
      {
        'Router.cs': `using System;
using System.Collections.Generic;
public class Router
{
    private readonly Dictionary<string, Action<string>> routes = new Dictionary<string, Action<string>>();
    public void On(string verb, Action<string> action) { routes[verb] = action; }
    public void Go(string path) { var parts = path.Split('/');
        routes[parts[0]](parts[1]); }
}`,
        'Program.cs': `public static class Program
{
    public static void Main()
    {
        var router = new Router();
        router.On("open", name => {});
        router.On("erase", name => {});
        router.Go("drop/3");
    }
}`,
      },
    );
    assert.match(causes, /`routes` has only `open` \(Program\.cs:6\) and `erase` \(Program\.cs:7\)/);
  });

  it('reads the only text of expect as a missing value', async () => {
    const causes = await causesOf(rust('lamps.rs:6:28', 'no such lamp', 'main::lamps::watts lamps.rs:6:28', 'main::main main.rs:3:20'), {
      'lamps.rs': `use std::collections::HashMap;
pub fn watts(name: &str) -> u32 {
    let mut lamps = HashMap::new();
    lamps.insert("desk", 5);
    lamps.insert("floor", 9);
    *lamps.get(name).expect("no such lamp")
}`,
      'main.rs': `mod lamps;
fn main() {
    println!("{}", lamps::watts("flor"));
}`,
    });
    assert.match(causes, /`flor` is written at main\.rs:3; `lamps` has `floor` \(line 5\)/);
  });

  it('finds the empty list behind a division by its size', async () => {
    const causes = await causesOf(java('java.lang.ArithmeticException: / by zero', 'Week.mean(Week.java:8)', 'Main.main(Main.java:3)'), {
      'Week.java': `import java.util.*;
class Week {
    private final Map<String, List<Integer>> days = new HashMap<>();
    List<Integer> of(String day) { return days.computeIfAbsent(day, key -> new ArrayList<>()); }
    int mean(String day) {
        List<Integer> values = of(day);
        int sum = values.stream().mapToInt(value -> value).sum();
        return sum / values.size();
    }
}`,
      'Main.java': `class Main {
    public static void main(String[] args) {
        System.out.println(new Week().mean("mon"));
    }
}`,
    });
    assert.match(causes, /new ArrayList<>\(\)\)` \(line 4\)/);
  });

  it('does not claim to know the keys of a map that another function fills, or that loses some', async () => {
    const files = (change: string): Record<string, string> => ({
      'go.mod': 'module example.org/app\n\ngo 1.22\n',
      'main.go': `package main

import "os"

type Lamp struct{ Watts int }

func fill(to map[string]*Lamp) {
	for _, name := range os.Args {
		to[name] = &Lamp{}
	}
}

func main() {
	lamps := map[string]*Lamp{"desk": {5}}
	${change}
	lamp := lamps["hall"]
	println(lamp.Watts)
}
`,
    });
    const output = `panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x491c2e]

goroutine 1 [running]:
main.main()
	/srv/work/main.go:17 +0xae
exit status 2`;
    assert.match(await causesOf(output, files('_ = 1')), /`lamps` \(line 14\) has no `hall`, only `desk`/);
    for (const change of ['fill(lamps)', 'delete(lamps, "hall")'])
      assert.doesNotMatch(await causesOf(output, files(change)), /only `desk`/);
  });
});
