import { cPatches } from './patches/c';
import { goPatches } from './patches/go';
import { javaPatches } from './patches/java';
import { javascriptPatches } from './patches/javascript';
import { phpPatches } from './patches/php';
import { pythonPatches } from './patches/python';
import { rubyPatches } from './patches/ruby';
import { rustPatches } from './patches/rust';
import type { QuietPatch } from './patches/quietPatch';
import type { QuietProject } from './projects';

const OF: Record<QuietProject['language'], (project: QuietProject) => QuietPatch[]> = {
  javascript: javascriptPatches,
  python: pythonPatches,
  java: javaPatches,
  rust: rustPatches,
  cpp: cPatches,
  go: goPatches,
  ruby: rubyPatches,
  php: phpPatches,
};

/** The right fix of each case. */
export function rightFixes({ library, files, cases }: QuietProject): QuietPatch[] {
  const text = files[library] ?? '';
  return cases.map(({ name, wrong, right }) => ({ kind: 'right', test: name, files: { [library]: text.replace(wrong, () => right) } }));
}

/** Patches of all classes that can be written down for a project. */
export function quietPatches(project: QuietProject): QuietPatch[] {
  return OF[project.language](project).filter(({ files }) => Object.entries(files).every(([file, text]) => project.files[file] !== text));
}
