import { List, type Obj } from '../values/value';

/** What an error was made with: its only argument is its message, several are one tuple. */
export function argumentsOfError({ fields }: Obj): List {
  const message = fields.get('message');
  if (message instanceof List && fields.get('several') === true) return message;
  return new List(message === undefined || message === '' ? [] : [message], 'tuple');
}
