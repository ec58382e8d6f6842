import { groupBy } from '../core/groupBy';
import { AUDIENCES } from '../core/prompt/audience';
import { FORMATS } from './formats/format';
import { COMMANDS, OPTIONS, PROGRAM } from './help';
import { LANGUAGES } from './terminalLanguage';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof SHELLS)[number];

/** The words that an option takes, where they are few. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  '--format NAME': FORMATS,
  '--for WHO': AUDIENCES,
  '--for READER': AUDIENCES.filter((each) => each !== 'model'),
  '--provider NAME': ['local', 'openai'],
};

interface Option {
  flag: string;
  does: string;
  /** Absent for one without a value. */
  takes?: 'file' | 'folder' | 'text' | readonly string[];
}

function optionsOf({ options }: (typeof COMMANDS)[number]): Option[] {
  const own = options.map((written): Option => {
    const [flag = '', value] = written.split(' ');
    const does = OPTIONS[written] ?? '';
    if (value === undefined) return { flag, does };
    return { flag, does, takes: WORDS[written] ?? (value === 'DIR' ? 'folder' : value === 'FILE' ? 'file' : 'text') };
  });
  const everywhere: Option[] = [
    { flag: '--language', does: 'language of what a person reads', takes: LANGUAGES },
    { flag: '--help', does: 'how it is called' },
  ];
  return [...own, ...everywhere];
}

const runsCommand = ({ usage }: (typeof COMMANDS)[number]): boolean => usage.includes('-- COMMAND...');

/** A script for a shell that completes commands, options and their values; made from the same tables as the help. */
export function completion(shell: Shell): string {
  return { bash, zsh, fish }[shell]();
}

/** In single quotes, which a shell reads as they are. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function bash(): string {
  const name = PROGRAM.replaceAll('-', '_');
  const cases = COMMANDS.map(
    (command) =>
      `    ${command.name}) flags=${quoted(
        optionsOf(command)
          .map(({ flag }) => flag)
          .join(' '),
      )} ;;`,
  );
  const values = COMMANDS.flatMap((command) =>
    optionsOf(command).flatMap(({ flag, takes }) => {
      if (takes === undefined) return [];
      const reply = takes === 'folder' ? '-d' : typeof takes === 'string' ? undefined : `-W ${quoted(takes.join(' '))}`;
      return [
        { key: `${command.name}${flag}`, does: reply === undefined ? 'return' : `COMPREPLY=($(compgen ${reply} -- "$current")); return` },
      ];
    }),
  );
  const alike = [...groupBy(values, ({ does }) => does)].map(([does, same]) => `    ${same.map(({ key }) => key).join(' | ')}) ${does} ;;`);
  return `# ${PROGRAM} completion bash >> ~/.bashrc
_${name}() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} flags='' at
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${quoted([...COMMANDS.map((command) => command.name), 'help', '--help', '--version'].join(' '))} -- "$current"))
    return
  fi
  for ((at = 2; at < COMP_CWORD; at++)); do
    if [ "\${COMP_WORDS[at]}" = -- ]; then
      if declare -F _command_offset >/dev/null; then _command_offset $((at + 1)); fi
      return
    fi
  done
  case \${COMP_WORDS[1]}$previous in
${alike.join('\n')}
  esac
  case \${COMP_WORDS[1]} in
    completion) COMPREPLY=($(compgen -W ${quoted(SHELLS.join(' '))} -- "$current")); return ;;
${cases.join('\n')}
  esac
  if [ "\${current:0:1}" = - ]; then COMPREPLY=($(compgen -W "$flags" -- "$current")); fi
}
complete -o default -o bashdefault -F _${name} ${PROGRAM}
`;
}

function zsh(): string {
  const name = PROGRAM.replaceAll('-', '_');
  const described = (text: string) => text.replace(/[\\[\]:]/g, (sign) => `\\${sign}`);
  const commands = COMMANDS.map((command) => `    ${quoted(`${command.name}:${described(command.does)}`)}`);
  const cases = COMMANDS.map((command) => {
    const options = optionsOf(command).map(({ flag, does, takes }) => {
      const action =
        takes === 'folder' ? '_files -/' : takes === 'file' ? '_files' : takes === 'text' ? ' ' : takes && `(${takes.join(' ')})`;
      return quoted(`*${flag}[${described(does)}]${action ? `:value:${action}` : ''}`);
    });
    const rest =
      command.name === 'completion'
        ? [quoted(`1:shell:(${SHELLS.join(' ')})`)]
        : command.usage.includes('[FILE]')
          ? [quoted('*:file:_files')]
          : [];
    return `    ${command.name}) _arguments ${[...options, ...rest].join(' ')} ;;`;
  });
  return `#compdef ${PROGRAM}
# ${PROGRAM} completion zsh > "\${fpath[1]}/_${PROGRAM}"
_${name}() {
  local -a commands
  local at=\${words[(i)--]}
  commands=(
${commands.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  if (( at < CURRENT )); then
    shift $at words
    (( CURRENT -= at ))
    _normal
    return
  fi
  local command=\${words[2]}
  shift words
  (( CURRENT -= 1 ))
  case $command in
${cases.join('\n')}
  esac
}
if [ "\${funcstack[1]}" = _${PROGRAM} ]; then _${name} "$@"; else compdef _${name} ${PROGRAM}; fi
`;
}

function fish(): string {
  const lines = COMMANDS.flatMap((command) => {
    const within = `-n ${quoted(`__fish_seen_subcommand_from ${command.name}`)}`;
    const options = optionsOf(command).map(({ flag, does, takes }) => {
      const value =
        takes === undefined
          ? ''
          : takes === 'file'
            ? ' -r -F'
            : takes === 'folder'
              ? ` -x -a '(__fish_complete_directories)'`
              : takes === 'text'
                ? ' -x'
                : ` -x -a ${quoted(takes.join(' '))}`;
      return `complete -c ${PROGRAM} ${within} -l ${flag.slice(2)}${value} -d ${quoted(does)}`;
    });
    const rest =
      command.name === 'completion'
        ? [`complete -c ${PROGRAM} ${within} -f -a ${quoted(SHELLS.join(' '))}`]
        : runsCommand(command)
          ? [`complete -c ${PROGRAM} ${within} -a '(__fish_complete_subcommand)'`]
          : [];
    return [`complete -c ${PROGRAM} -n __fish_use_subcommand -f -a ${command.name} -d ${quoted(command.does)}`, ...options, ...rest];
  });
  return `# ${PROGRAM} completion fish > ~/.config/fish/completions/${PROGRAM}.fish\n${lines.join('\n')}\n`;
}
