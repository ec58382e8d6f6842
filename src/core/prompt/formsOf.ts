/** Minimum characters of a form other than the value itself: shorter ones occur in other texts by chance. */
const LEAST_FORM = 12;

/** A value and its other forms in output: encoded for an address, in JSON, in base64 alone or within a longer text. */
export function formsOf(value: string): string[] {
  const forms = [value];
  const add = (form: string): void => {
    if (form.length >= LEAST_FORM && form !== value) forms.push(form);
  };
  try {
    add(encodeURIComponent(value));
    add(decodeURIComponent(value));
  } catch {
    // Half of a surrogate pair, or a `%` that encodes nothing.
  }
  add(JSON.stringify(value).slice(1, -1));
  const bytes = [...new TextEncoder().encode(value.slice(0, 4000))];
  // Within a longer text a value can begin at three positions of a group of four letters.
  for (const shift of [0, 1, 2]) {
    const encoded = btoa(String.fromCharCode(...Array<number>(shift).fill(0), ...bytes));
    const whole = Math.floor(((shift + bytes.length) * 8) / 6);
    const core = encoded.slice(Math.ceil((shift * 8) / 6), whole);
    add(core);
    add(core.replaceAll('+', '-').replaceAll('/', '_'));
    if (shift === 0) add(encoded);
  }
  return forms;
}
