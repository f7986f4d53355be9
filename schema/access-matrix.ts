import { classViews, dataClasses, personalFields, staffRoles } from '../lambda/domain/access.ts';
import { type AccessRule, accessRules } from './access.ts';
import { builder } from './builder.ts';
import { DataClassEnum, StaffRoleEnum } from './enums.ts';

const overseers = ['privacy_officer', 'auditor', 'operator'] as const;

const AccessRuleType = builder.objectRef<AccessRule>('AccessRule').implement({
  description: 'Who may use one field or argument.',
  fields: (t) => ({
    coordinate: t.exposeString('coordinate', {
      access: overseers,
      description: 'Type.field, or Type.field(argument:).',
    }),
    audience: t.stringList({ access: overseers, resolve: (rule) => [...rule.audience] }),
  }),
});

interface ClassView {
  readonly dataClass: (typeof dataClasses)[number];
  readonly role: (typeof staffRoles)[number];
  readonly view: string | undefined;
}
const ClassViewType = builder.objectRef<ClassView>('ClassView').implement({
  description: 'The most a role sees of a class: value, masked, or nothing.',
  fields: (t) => ({
    dataClass: t.expose('dataClass', { type: DataClassEnum, access: overseers }),
    role: t.expose('role', { type: StaffRoleEnum, access: overseers }),
    view: t.string({ access: overseers, nullable: true, resolve: ({ view }) => view }),
    fields: t.stringList({
      access: overseers,
      description: 'The fields of the class.',
      resolve: ({ dataClass }) =>
        Object.entries(personalFields).flatMap(([name, field]) =>
          field.dataClass === dataClass ? [name] : [],
        ),
    }),
  }),
});

const AccessMatrix = builder.objectRef<object>('AccessMatrix').implement({
  description:
    'The table that the product enforces: who may read which class, and who may use which field (P6.1, P6.4).',
  fields: (t) => ({
    classes: t.field({
      type: [ClassViewType],
      access: overseers,
      resolve: () =>
        dataClasses.flatMap((dataClass) =>
          staffRoles.map((role) => ({ dataClass, role, view: classViews[dataClass][role] })),
        ),
    }),
    rules: t.field({
      type: [AccessRuleType],
      access: overseers,
      resolve: (_, __, ___, info) => [...accessRules(info.schema)],
    }),
  }),
});

builder.queryFields((t) => ({
  accessMatrix: t.field({
    type: AccessMatrix,
    access: overseers,
    cost: 10,
    description: 'Who may read and do what, as enforced.',
    resolve: () => ({}),
  }),
}));
