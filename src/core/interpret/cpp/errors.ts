/** The classes of errors of the library, with what each of them extends. */
export const ERRORS: Readonly<Record<string, string | undefined>> = {
  exception: undefined,
  logic_error: 'exception',
  runtime_error: 'exception',
  bad_alloc: 'exception',
  bad_cast: 'exception',
  bad_function_call: 'exception',
  bad_optional_access: 'exception',
  bad_variant_access: 'exception',
  bad_weak_ptr: 'exception',
  invalid_argument: 'logic_error',
  out_of_range: 'logic_error',
  domain_error: 'logic_error',
  length_error: 'logic_error',
  range_error: 'runtime_error',
  overflow_error: 'runtime_error',
  underflow_error: 'runtime_error',
};
