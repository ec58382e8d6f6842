import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** What the model asks its client for, one a question, before it says that it is done. */
export interface Wish {
  /** The tool's name, or how the name ends that the client gave it. */
  tool: string;
  input: Readonly<Record<string, unknown>>;
}

/** A question to a model, in the form of one API. */
interface Form {
  path: string;
  /** How many wishes were fulfilled so far. */
  answered: (body: Body) => number;
  /** The names of its tools as the client must be told them. */
  tools: (body: Body) => { name: string; namespace?: string }[];
  answer: (wish: (Wish & { name: string; namespace?: string }) | undefined, at: number) => { event: string; data: object }[];
  /** Without a stream; only where clients ask so. */
  whole?: (wish: (Wish & { name: string }) | undefined, at: number) => object;
}

interface Body {
  tools?: { name?: string; type?: string; tools?: { name: string }[] }[];
  messages?: { content: unknown }[];
  input?: { type?: string }[];
  stream?: boolean;
}

const USAGE = { input_tokens: 1, output_tokens: 1 };

const messages: Form = {
  path: '/messages',
  answered: ({ messages: all = [] }) => JSON.stringify(all).split('"type":"tool_result"').length - 1,
  tools: ({ tools = [] }) => tools.flatMap(({ name }) => (name === undefined ? [] : [{ name }])),
  answer: (wish, at) => {
    const block = contentOf(wish, at);
    const start = wish ? { ...block, input: {} } : { type: 'text', text: '' };
    const delta = wish ? { type: 'input_json_delta', partial_json: JSON.stringify(wish.input) } : { type: 'text_delta', text: 'Done.' };
    const events = [
      { type: 'message_start', message: { ...MESSAGE, content: [], stop_reason: null } },
      { type: 'content_block_start', index: 0, content_block: start },
      { type: 'content_block_delta', index: 0, delta },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: wish ? 'tool_use' : 'end_turn', stop_sequence: null }, usage: USAGE },
      { type: 'message_stop' },
    ];
    return events.map((data) => ({ event: data.type, data }));
  },
  whole: (wish, at) => ({ ...MESSAGE, content: [contentOf(wish, at)], stop_reason: wish ? 'tool_use' : 'end_turn' }),
};

const MESSAGE = { id: 'msg_1', type: 'message', role: 'assistant', model: 'fake', stop_sequence: null, usage: USAGE };

function contentOf(wish: (Wish & { name: string }) | undefined, at: number): object {
  return wish ? { type: 'tool_use', id: `toolu_${at}`, name: wish.name, input: wish.input } : { type: 'text', text: 'Done.' };
}

const responses: Form = {
  path: '/responses',
  answered: ({ input = [] }) => input.filter(({ type }) => type === 'function_call_output').length,
  tools: ({ tools = [] }) =>
    tools.flatMap(({ name, type, tools: inside = [] }) =>
      type === 'namespace' && name !== undefined
        ? inside.map((each) => ({ name: each.name, namespace: name }))
        : name === undefined
          ? []
          : [{ name }],
    ),
  answer: (wish, at) => {
    const item = wish
      ? {
          ...{ type: 'function_call', id: `fc_${at}`, call_id: `call_${at}`, name: wish.name },
          ...(wish.namespace !== undefined && { namespace: wish.namespace }),
          arguments: JSON.stringify(wish.input),
        }
      : { type: 'message', id: 'msg_1', role: 'assistant', content: [{ type: 'output_text', text: 'Done.' }] };
    const usage = { ...USAGE, total_tokens: 2, input_tokens_details: null, output_tokens_details: null };
    const events = [
      { type: 'response.created', response: { id: `resp_${at}` } },
      { type: 'response.output_item.done', output_index: 0, item },
      { type: 'response.completed', response: { id: `resp_${at}`, usage } },
    ];
    return events.map((data) => ({ event: data.type, data }));
  },
};

/** The APIs that clients speak: Anthropic's and OpenAI's. */
const FORMS = { messages, responses } as const;

/**
 * A model on this machine that asks for one tool after the other, those that the client offers, and then says that it is done.
 * @param requests gets what it is asked
 */
export function startFakeModel(form: keyof typeof FORMS, wishes: readonly Wish[], requests: string[]): Promise<Server> {
  const { path, answered, tools, answer, whole }: Form = FORMS[form];
  const reply = (request: IncomingMessage, response: ServerResponse, text: string): void => {
    if (!request.url?.includes(path) || request.url.includes('count_tokens')) {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"input_tokens":1,"data":[],"models":[]}');
      return;
    }
    requests.push(text);
    const body = JSON.parse(text) as Body;
    const at = answered(body);
    const wished = wishes[at];
    const tool = wished && tools(body).find(({ name }) => name.endsWith(wished.tool));
    const wish = wished && tool && { ...wished, ...tool };
    if (whole && body.stream !== true) {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(whole(wish, at)));
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(
      answer(wish, at)
        .map(({ event, data }) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
        .join(''),
    );
  };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => reply(request, response, body));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
