import type { CommandShape } from './commandShape';

const npm = String.raw`^npm (?:error|ERR!) (?:[\w.]{1,40} {1,2})?`;
const gav = String.raw`[\w.-]{1,100}:[\w.-]{1,100}(?::[\w.-]{1,60}){1,3}`;

/** Lines in which a package manager says why it could not install, or a build tool why a step of its own failed. */
export const packageShapes: readonly CommandShape[] = [
  // No version fits.
  { kind: 'version', pattern: new RegExp(`${npm}No matching version found for (?<name>\\S{1,200}?)\\.?$`), tool: 'npm' },
  { kind: 'version', pattern: /^\s?ERR_PNPM_NO_MATCHING_VERSION\s{1,4}No matching version found for (?<name>\S{1,200})/, tool: 'pnpm' },
  { kind: 'version', pattern: /^error Couldn't find any versions for "(?<name>[^"\n]{1,100})" that matches/, tool: 'yarn' },
  { kind: 'version', pattern: /^error: failed to select a version for the requirement `(?<name>[^`\n]{1,200})`/, tool: 'cargo' },
  { kind: 'version', pattern: /^(?:ERROR: )?No matching distribution found for (?<name>\S.{0,200}?)(?: \(from .{0,300}\))?$/, tool: 'pip' },
  {
    kind: 'version',
    pattern: new RegExp(
      `^Failed to execute goal .{0,2000}\\b(?:Could not find artifact|The following artifacts could not be resolved:) (?<name>${gav})`,
    ),
    tool: 'mvn',
  },
  { kind: 'version', pattern: new RegExp(`^\\s{0,8}> Could not find (?<name>${gav.replace('{1,3}', '{1,1}')})\\.$`), tool: 'gradle' },
  // No package of this name.
  { kind: 'package', pattern: new RegExp(`${npm} ?'(?<name>[^'\\n]{1,200})' is not in (?:this|the npm) registry\\.`), tool: 'npm' },
  { kind: 'package', pattern: /^\s?ERR_PNPM_FETCH_404\s{1,4}GET \S{1,300}\/(?<name>[^\s/:]{1,200}): Not Found - 404/, tool: 'pnpm' },
  { kind: 'package', pattern: /^error Couldn't find package "(?<name>[^"\n]{1,200})"/, tool: 'yarn' },
  { kind: 'package', pattern: /^error: no matching package named `(?<name>[^`\n]{1,200})` found/, tool: 'cargo' },
  { kind: 'package', pattern: /^Could not find gem '(?<name>[\w.-]{1,100})/, tool: 'bundle' },
  { kind: 'package', pattern: /\brequires (?<name>[\w.-]{1,100}\/[\w.-]{1,100}), it could not be found in any version/, tool: 'composer' },
  // Versions exclude each other.
  { kind: 'conflict', pattern: new RegExp(`${npm}(?:peer|peerOptional) (?<name>\\S{1,200} from \\S{1,200})$`), tool: 'npm' },
  {
    kind: 'conflict',
    pattern: /^(?:ERROR: )?Cannot install (?<name>.{1,400}?) because these package versions have conflicting dependencies\.$/,
    tool: 'pip',
  },
  { kind: 'network', pattern: new RegExp(`${npm}(?:request to )?(?<name>https?://\\S{1,300}) failed, reason: `), tool: 'npm' },
  // A step of Maven; what it found is behind its name.
  { kind: 'goal', pattern: /^Failed to execute goal (?<name>[\w.-]{1,100}:[\w.-]{1,100}:[\w.-]{1,60}:[\w-]{1,60})\b/, tool: 'mvn' },
];
