/** How an agent's client is told of the server. */
export interface ClientConfiguration {
  client: string;
  /** Where the text goes. */
  place: string;
  text: string;
}

/** A program with its arguments, as clients start it. */
export interface ServerProgram {
  command: string;
  args: readonly string[];
}

const NAME = 'debug-with-context';

/** What each client needs: a file's content, a command to type, or a link that opens it. */
export function clientConfigurations({ command, args }: ServerProgram): ClientConfiguration[] {
  const server = { command, args };
  const words = [command, ...args].map(shellWord).join(' ');
  const listed = (key: string, entry: object): string => `${JSON.stringify({ [key]: { [NAME]: entry } }, undefined, 2)}\n`;
  const inLink = encodeURIComponent(JSON.stringify({ name: NAME, type: 'stdio', ...server }));
  const inDeeplink = encodeURIComponent(Buffer.from(JSON.stringify(server)).toString('base64'));
  return [
    { client: 'Claude Code', place: 'a command for the terminal, in the project', text: `claude mcp add ${NAME} -- ${words}` },
    { client: 'Codex', place: 'a command for the terminal', text: `codex mcp add ${NAME} -- ${words}` },
    { client: 'VS Code', place: '.vscode/mcp.json', text: listed('servers', { type: 'stdio', ...server }) },
    { client: 'VS Code, as a link', place: 'opens VS Code and asks', text: `vscode:mcp/install?${inLink}` },
    { client: 'Cursor', place: '.cursor/mcp.json', text: listed('mcpServers', server) },
    {
      client: 'Cursor, as a link',
      place: 'opens Cursor and asks',
      text: `cursor://anysphere.cursor-deeplink/mcp/install?name=${NAME}&config=${inDeeplink}`,
    },
    {
      client: 'Copilot CLI',
      place: '~/.copilot/mcp-config.json',
      text: listed('mcpServers', { type: 'local', ...server, tools: ['*'] }),
    },
    { client: 'Windsurf', place: 'mcp_config.json', text: listed('mcpServers', server) },
    { client: 'Zed', place: 'settings.json', text: listed('context_servers', server) },
  ];
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
