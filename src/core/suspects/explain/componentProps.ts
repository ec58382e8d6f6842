import type { FunctionNode, SyntaxFile } from '../../syntax/syntax';
import { familyOf } from '../../workspace/languages';
import { escapePattern } from './escapePattern';
import { only, type ProgramView } from './programView';
import { closingAt, splitTop } from './writtenParts';

/** A property as the only place that uses a component gives it. */
interface Prop {
  file: SyntaxFile;
  fn: FunctionNode | undefined;
  line: number;
  value: string;
}

/**
 * React: the value of a component's property, from the only place that makes it: `<PostList user={user} />`, `createElement(PostList, { user })`.
 * Whoever makes a component is not on its stack.
 */
export function propGiven(
  view: ProgramView,
  { file, fn }: { file: SyntaxFile; fn: FunctionNode | undefined },
  name: string,
): Prop | undefined {
  if (familyOf(file.language) !== 'javascript' || !fn || !/^[A-Z]/.test(fn.name) || fn.parameters.length !== 1) return undefined;
  const tag = new RegExp(`<${escapePattern(fn.name)}(?=[\\s/>])[^<>]{0,400}?\\s${escapePattern(name)}=\\{`);
  const made = new RegExp(`\\bcreateElement\\(\\s*${escapePattern(fn.name)}\\s*,\\s*\\{`);
  const found = view.files.flatMap((each) =>
    familyOf(each.language) !== 'javascript'
      ? []
      : each.lines.flatMap((text, index): Prop[] => {
          const line = text.slice(0, 500);
          const place = { file: each, fn: each.enclosing(index + 1), line: index + 1 };
          const [written, whole] = [tag.exec(line), made.exec(line)];
          const head = written ?? whole;
          if (!head) return [];
          const rest = line.slice(head.index + head[0].length);
          const end = closingAt(rest);
          if (end < 0) return [];
          if (written) return [{ ...place, value: rest.slice(0, end) }];
          const part = splitTop(rest.slice(0, end)).find((item) =>
            new RegExp(`^\\s*['"]?${escapePattern(name)}['"]?\\s*(?::|$)`).test(item),
          );
          return part === undefined
            ? []
            : [{ ...place, value: part.includes(':') ? part.slice(part.indexOf(':') + 1).trim() : part.trim() }];
        }),
  );
  return only(found);
}
