/** Names too common to search for. */
export const COMMON = new Set(
  'get set add push pop map filter forEach reduce find keys values items append extend join split format replace strip lower upper length size toString equals hashCode print println log info warn error debug call apply bind then catch close open read write run start stop next has delete clear slice sort test exec match len str int float list dict isinstance range super type repr update copy index count insert remove contains isEmpty put valueOf parse stringify assign create require expect describe it assertEqual assertEquals assertTrue assertFalse assertRaises assertThat fail'.split(
    ' ',
  ),
);
