import { isZone, type Refusal, refusal } from '@matoi/kernel';
import type { RotationDefinition } from './duty.model.ts';
import { minutesOf } from './local-day.rules.ts';

/** Why a rotation cannot be saved as given, or null. */
export function refuseRotation(saved: RotationDefinition, memberIds: ReadonlySet<string>): Refusal | null {
  const at = (code: string, field: string) => refusal(code, {}, [{ path: `body.${field}`, code }]);
  if (!isZone(saved.zone)) return at('rotations.save.zone-unknown', 'zone');
  for (const [index, level] of saved.levels.entries()) {
    if (!level.memberIds.every((id) => memberIds.has(id)))
      return at('rotations.save.person-unknown', `levels.${index}`);
    if (new Set(level.memberIds).size !== level.memberIds.length)
      return at('rotations.save.person-twice', `levels.${index}`);
  }
  const { cover } = saved;
  if (cover.kind === 'always') return null;
  if (cover.days.length === 0) return at('rotations.save.days-missing', 'cover');
  if (minutesOf(cover.until) <= minutesOf(cover.from)) return at('rotations.save.hours-reversed', 'cover');
  return null;
}
