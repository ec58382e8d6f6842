/** What a fault says: its parts as code, `also` with the other place. */
export type Words = (parts: { of: string; by: string; other: string; line: number; also: string }) => {
  title: string;
  says: string;
  check?: string;
};
