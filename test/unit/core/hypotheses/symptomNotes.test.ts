import assert from 'node:assert/strict';
import { parseDiff } from '../../../../src/core/hypotheses/parseDiff';
import { symptomNotes } from '../../../../src/core/hypotheses/symptomNotes';

function notes(hunk: string, causeElsewhere = true): string[] {
  return symptomNotes(
    parseDiff(`--- a/src/a.x\n+++ b/src/a.x\n@@ -10,3 +10,3 @@\n${hunk}\n`),
    { file: 'src/a.x', line: 11 },
    causeElsewhere,
  );
}

describe('symptomNotes', () => {
  const catches: [string, string][] = [
    ['JavaScript', '-run();\n+try {\n+  run();\n+} catch (e) {\n+  console.log(e);\n+}'],
    ['Python', '-    run()\n+    try:\n+        run()\n+    except Exception:\n+        pass'],
    ['Ruby', '-  run\n+  begin\n+    run\n+  rescue => e\n+    return nil\n+  end'],
    ['only around', ' before();\n+try {\n run();\n+} catch {}'],
  ];
  for (const [name, hunk] of catches)
    it(`says of a catch that it only catches the error: ${name}`, () => assert.match(notes(hunk)[0] ?? '', /only catches the error/));

  const guards: [string, string][] = [
    ['optional chaining', '-const n = a.b.length;\n+const n = a.b?.length;'],
    ['optional call', '-a.b();\n+a.b?.();'],
    ['a default', '-const n = a.length;\n+const n = (a || []).length;'],
    ['&&', '-return a.map(f);\n+return a && a.map(f);'],
    ['an early return', '+if (!a) {\n+  return null;\n+}'],
    ['Python or', '-    for x in items:\n+    for x in items or []:'],
    ['Python None', '+    if items is None:\n+        return []'],
  ];
  for (const [name, hunk] of guards) {
    it(`says of a guard on the throwing line that it only guards it: ${name}`, () => {
      assert.match(notes(hunk)[0] ?? '', /only guards the line that throws/);
      assert.deepEqual(notes(hunk, false), []);
    });
  }

  const real: [string, string][] = [
    ['another start value', '-const [a] = useState(cache.get(id));\n+const [a] = useState([]);'],
    ['a catch with a new way', '-run();\n+try {\n+  run();\n+} catch (e) {\n+  await rebuildIndex(store);\n+  run();\n+}'],
    ['removal', '-a();'],
    ['other code', '-a.b();\n+a.c();'],
  ];
  for (const [name, hunk] of real) it(`says nothing about ${name}`, () => assert.deepEqual(notes(hunk), []));

  it('ignores a guard somewhere else', () => {
    const far = parseDiff('--- a/src/a.x\n+++ b/src/a.x\n@@ -90,1 +90,1 @@\n-a.b.c\n+a.b?.c\n');
    assert.deepEqual(symptomNotes(far, { file: 'src/a.x', line: 11 }, true), []);
  });
});
