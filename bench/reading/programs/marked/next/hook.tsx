import { useState } from 'react'; //~ error | You're importing a component that needs `useState`…

export default function Page() {
  const [total] = useState(3);
  return <b>{total}</b>;
}
