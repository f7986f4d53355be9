import type { ReactNode } from 'react';
import type { AddressFragment } from '../generated/graphql.ts';
import { useDemo } from './context.ts';
import type { Collected } from './field-description.tsx';
import { Field, Group } from './fields.tsx';

/** The parts of an address; `name` is its path in the input. */
export function AddressFields(props: {
  readonly name: string;
  readonly legend: string;
  readonly collected?: Collected | undefined;
  readonly value?: AddressFragment | null | undefined;
}): ReactNode {
  const { name, legend, collected, value } = props;
  const { say } = useDemo();
  const filling = name === 'address';
  return (
    <Group legend={legend} collected={collected}>
      <Field
        name={`${name}.line`}
        label={say('addressLine')}
        part
        value={value?.line}
        {...(filling && { autoComplete: 'address-line1' })}
      />
      <div className="pair">
        <Field
          name={`${name}.ward`}
          label={say('addressWard')}
          part
          value={value?.ward}
          {...(filling && { autoComplete: 'address-level2' })}
        />
        <Field
          name={`${name}.province`}
          label={say('addressProvince')}
          part
          value={value?.province}
          {...(filling && { autoComplete: 'address-level1' })}
        />
      </div>
    </Group>
  );
}

export function DateOfBirthField({ collected }: { collected?: Collected | undefined }): ReactNode {
  const { say } = useDemo();
  return (
    <Field
      name="dateOfBirth"
      label={say('dateOfBirth')}
      type="date"
      autoComplete="bday"
      collected={collected}
    />
  );
}

export function IdentityNumberField({ collected }: { collected?: Collected | undefined }): ReactNode {
  const { say } = useDemo();
  return (
    <Field
      name="identityNumber"
      label={say('identityNumber')}
      hint={say('identityNumberHint')}
      autoComplete="off"
      spellCheck={false}
      collected={collected}
    />
  );
}
