import DOMPurify from 'dompurify';
import { Marked } from 'marked';
import { visibleText } from './visibleText';

/** Longer texts of a model are shown as plain text: nobody reads Markdown of this size, and the time for emphasis grows with its square. */
const MAX_MARKDOWN = 5_000;

/** No links, no images, no HTML from the model: it is shown as plain text. */
const marked = new Marked({
  gfm: true,
  async: false,
  renderer: {
    html: ({ text }) => escape(text),
    image: ({ text }) => escape(text),
    link({ tokens }) {
      return this.parser.parseInline(tokens);
    },
    heading({ tokens }) {
      return `<p><strong>${this.parser.parseInline(tokens)}</strong></p>`;
    },
    checkbox: () => '',
  },
});

const allowed = {
  ALLOWED_TAGS: [
    'p',
    'br',
    'strong',
    'em',
    'del',
    'code',
    'pre',
    'ul',
    'ol',
    'li',
    'blockquote',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
    'hr',
  ],
  ALLOWED_ATTR: [],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true as const,
};

/**
 * Markdown that a model wrote, as a fragment of harmless elements; as plain text if it is too long or nests too deeply.
 * @param linkFor makes the element that replaces inline code naming a place in the evidence
 */
export function modelText(text: string, linkFor?: (code: string) => HTMLElement | undefined): DocumentFragment {
  const clean = visibleText(text);
  if (clean.length > MAX_MARKDOWN) return plainText(clean);
  const fragment = rendered(clean);
  if (linkFor) {
    for (const code of fragment.querySelectorAll('code')) {
      const link = linkFor(code.textContent.trim());
      if (link) code.replaceWith(link);
    }
  }
  return fragment;
}

function rendered(text: string): DocumentFragment {
  try {
    return DOMPurify.sanitize(marked.parse(text) as string, allowed);
  } catch {
    // Quotes and lists nested thousands deep overflow the stack.
    return plainText(text);
  }
}

function plainText(text: string): DocumentFragment {
  const fragment = document.createDocumentFragment();
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  fragment.append(paragraph);
  return fragment;
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
