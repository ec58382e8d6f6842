import { deepStrictEqual } from 'node:assert';
import { findCalls } from '../../../../src/core/prompt/findCalls';

/** What is found in a text. */
function found(text: string): string[] {
  const values: string[] = [];
  findCalls(text, (start, value) => values.push(text.slice(start, start + value.length)));
  return [...new Set(values)];
}

describe('findCalls', () => {
  for (const [text, secret] of [
    ['connect("db.internal", "app_user", "Winter!2024Blue")', 'Winter!2024Blue'],
    ['new PDO("mysql:host=db;dbname=shop", "root", "Winter!2024Blue")', 'Winter!2024Blue'],
    ['client.login("admin", "hunter2000")', 'hunter2000'],
    ["http.basic_auth 'admin', 'Winter!2024Blue'", 'Winter!2024Blue'],
    ['auth=("admin", "Winter!2024Blue")', 'Winter!2024Blue'],
    ['keyStore.load(stream, "Winter!2024Blue".toCharArray());', 'Winter!2024Blue'],
    ['token.SignedString([]byte("qV7xT2mK9pLw4Zr8"))', 'qV7xT2mK9pLw4Zr8'],
    [`db.execute("PRAGMA key='Winter!2024Blue'")`, 'Winter!2024Blue'],
    [`cy.get('#password').clear().type('Winter!2024Blue')`, 'Winter!2024Blue'],
  ] as const)
    it(`finds the secret in ${text}`, () => deepStrictEqual(found(text), [secret]));

  for (const text of [
    'connect("db.internal", "app_user", "utf8mb4")',
    'connect("db-2.internal:5432", process.env.USER, config.password)',
    'client.login("admin@example.com", "dashboard")',
    "crypto.createHmac('sha256', key).update('sha-256=1')",
    'page.type("#search", "Winter!2024Blue")',
    'import { login } from "@azure/identity-broker2"',
    'createSign("RSA-SHA256")',
  ])
    it(`finds no secret in ${text}`, () => deepStrictEqual(found(text), []));
});
