export class ApiError extends Error {
  constructor(
    readonly status: number,
    path: string,
  ) {
    super(`The shop answered ${status} for ${path}`);
    this.name = 'ApiError';
  }
}

/** Gets JSON from the shop's server. */
export async function getJson<T>(path: string): Promise<T> {
  const response = await fetch(`/api${path}`, { headers: { accept: 'application/json' } });
  if (!response.ok) throw new ApiError(response.status, path);
  return (await response.json()) as T;
}
