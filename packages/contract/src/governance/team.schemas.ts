import * as z from 'zod';
import { actorLinkSchema, idSchema, lineSchema, momentSchema, proseSchema, versionSchema } from '../shapes.ts';
import { employments, memberColumns, memberContracts, mostMembers, reachKinds, teamRoleKeys } from './team.values.ts';

export const dateSchema = z.iso.date().meta({ description: 'a day on the clocks of the team' });
const languageSchema = z.enum(['ja', 'en']);
const emptyOrLine = (limit: number) => z.union([z.literal(''), lineSchema(limit)]);
const emptyOrProse = (limit: number) => z.union([z.literal(''), proseSchema(limit)]);
export const wordsSchema = z.strictObject({ ja: z.string(), en: z.string() });

export const channelSchema = z.strictObject({
  kind: z.enum(reachKinds),
  address: emptyOrLine(200).meta({ description: 'empty for push, which goes to the account' }),
  isAlternate: z.boolean().meta({ description: "works without the company's mail and accounts" }),
});
const channelsSchema = z.array(channelSchema).max(12).meta({ description: 'in the order in which they are tried' });

const superiorSchema = z
  .strictObject({ kind: z.enum(['member', 'entry']), id: idSchema })
  .nullable()
  .meta({ description: 'a member, or an entry of the directory' });
const heldRoleSchema = z.strictObject({
  key: z.enum(teamRoleKeys),
  from: dateSchema.nullable(),
  until: dateSchema.nullable().meta({ description: 'the last day' }),
});

const memberFields = {
  name: lineSchema(100),
  reading: emptyOrLine(100),
  nameEn: emptyOrLine(100),
  department: emptyOrLine(100),
  title: emptyOrLine(100),
  employment: z.enum(employments),
  share: z.int().min(1).max(100).meta({ description: 'percent of the working time that belongs to the team' }),
  contract: z.enum(memberContracts),
  superior: superiorSchema,
  deputyIds: z.array(idSchema).max(5).meta({ description: 'in the order in which they are asked' }),
  roles: z.array(heldRoleSchema).max(30),
  language: languageSchema,
  note: emptyOrProse(2_000),
  accountId: idSchema.nullable(),
  isActive: z.boolean(),
};

export const saveMemberSchema = z
  .strictObject({ ...memberFields, channels: channelsSchema })
  .meta({ id: 'SaveMember' });

export const changeReachSchema = z
  .strictObject({ channels: channelsSchema, language: languageSchema })
  .meta({ id: 'ChangeReach' });

export const absenceSchema = z.strictObject({
  id: idSchema,
  memberId: idSchema,
  from: momentSchema,
  until: momentSchema,
  deputyId: idSchema.nullable(),
  note: z.string(),
});

export const memberSchema = z
  .strictObject({
    ...memberFields,
    id: idSchema,
    version: versionSchema,
    name: z.string(),
    channels: z.array(channelSchema).nullable().meta({ description: 'null: withheld from this reader' }),
    absences: z.array(absenceSchema).meta({ description: 'those that have not ended' }),
    isAbsent: z.boolean(),
    isSelf: z.boolean().meta({ description: 'the member is the one who asks' }),
    changedAt: momentSchema,
    changedBy: actorLinkSchema,
    can: z.strictObject({ change: z.boolean(), changeOwn: z.boolean() }),
  })
  .meta({ id: 'Member' });

export const teamRoleSchema = z.strictObject({
  key: z.enum(teamRoleKeys),
  group: z.enum(['sharing', 'analysis', 'response', 'education', 'management']),
  name: wordsSchema,
  job: wordsSchema,
});

export const memberListSchema = z
  .strictObject({
    items: z.array(memberSchema),
    roles: z.array(teamRoleSchema),
    superiors: z
      .array(z.strictObject({ id: idSchema, name: z.string() }))
      .meta({ description: 'entries of the directory that can be named as superior' }),
    accounts: z
      .array(z.strictObject({ id: idSchema, name: z.string() }))
      .meta({ description: 'accounts that can be linked; empty for who may not change members' }),
  })
  .meta({ id: 'Members' });

export const addAbsenceSchema = z
  .strictObject({
    from: momentSchema,
    until: momentSchema,
    deputyId: idSchema.nullable().default(null),
    note: emptyOrLine(200).default(''),
  })
  .meta({ id: 'AddAbsence' });

export const memberTableBody = z.strictObject({ text: proseSchema(500_000) }).meta({ id: 'MemberTable' });

export const memberTableCheckSchema = z
  .strictObject({
    columns: z
      .array(z.enum(memberColumns).nullable())
      .meta({ description: 'what each column of the table was understood as; null: left out' }),
    rows: z
      .array(
        z.strictObject({
          line: z.int().min(1),
          name: z.string(),
          outcome: z.enum(['new', 'changed', 'same', 'refused']),
          problems: z.array(
            z.strictObject({
              column: z.enum(memberColumns),
              reason: z.enum(['missing', 'unknown', 'wrong', 'twice']),
              value: z.string(),
            }),
          ),
        }),
      )
      .max(mostMembers + 1),
  })
  .meta({ id: 'MemberTableCheck' });

export const importedMembersSchema = z
  .strictObject({ added: z.int().min(0), changed: z.int().min(0), left: z.int().min(0) })
  .meta({ id: 'ImportedMembers' });

export const memberTextSchema = z.strictObject({ text: z.string() }).meta({ id: 'MemberTableText' });

export const memberExportQuery = z.strictObject({
  format: z.enum(['xlsx', 'csv', 'csv-sjis']).default('xlsx'),
  language: languageSchema.default('ja'),
});
export const contactListQuery = z.strictObject({ language: languageSchema.default('ja') });
