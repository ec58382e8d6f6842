/** Whether a file holds data or settings that a program reads, by its ending. */
export function isDataFile(file: string): boolean {
  return /\.(?:json5?|jsonl|ya?ml|toml|csv|tsv|txt|ini|cfg|conf|xml|properties|sql|env|lst|dat)$/.test(file);
}
