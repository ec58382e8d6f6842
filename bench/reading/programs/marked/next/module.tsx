import { total } from './no-such-file'; //~> Module not found | Can't resolve './no-such-file'

export default function Page() {
  return <b>{total}</b>;
}
