const total: number = 'three'; //~ Type error | Type 'string' is not assignable to type 'number'.

export default function Page() {
  return <b>{total}</b>;
}
