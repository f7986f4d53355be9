/** Fictional customers. Any likeness to a person, an address or a number in use is chance. */
export interface FictionalCustomer {
  readonly username: string;
  readonly kind: 'INDIVIDUAL' | 'ORGANISATION';
  readonly name: string;
  readonly email: string;
  readonly phone?: string;
  readonly address?: { readonly line: string; readonly ward?: string; readonly province: string };
  readonly dateOfBirth?: string;
  readonly language: 'vi' | 'en';
  readonly consents: readonly string[];
  /** Confirms the address by its link. */
  readonly verifies: boolean;
  readonly taxCode?: string;
}

const person = (
  username: string,
  name: string,
  phone: string,
  line: string,
  ward: string,
  province: string,
  dateOfBirth: string,
  consents: readonly string[] = [],
  verifies = true,
): FictionalCustomer => ({
  username,
  kind: 'INDIVIDUAL',
  name,
  email: `${username}@example.com`,
  phone,
  address: { line, ward, province },
  dateOfBirth,
  language: 'vi',
  consents,
  verifies,
});

const organisation = (
  username: string,
  name: string,
  phone: string,
  line: string,
  province: string,
  language: 'vi' | 'en' = 'vi',
): FictionalCustomer => ({
  username,
  kind: 'ORGANISATION',
  name,
  email: `lienhe@${username}.example.com`,
  phone,
  address: { line, province },
  language,
  consents: ['NEW_PRODUCTS'],
  verifies: true,
});

export const fictionalCustomers: readonly FictionalCustomer[] = [
  person('an.nguyen', 'Nguyễn Văn An', '0912 345 601', '12 Trần Phú', 'Hải Châu', 'Đà Nẵng', '1988-03-14', [
    'NEW_PRODUCTS',
    'SURVEYS',
  ]),
  person(
    'binh.tran',
    'Trần Thị Bình',
    '+84 98 765 4302',
    '45 Lê Lợi',
    'Bến Thành',
    'Thành phố Hồ Chí Minh',
    '1992-11-02',
  ),
  person('chi.le', 'Lê Quỳnh Chi', '0903 456 703', '7 Hàng Bông', 'Hoàn Kiếm', 'Hà Nội', '1985-07-21', [
    'PROMOTIONS',
  ]),
  person(
    'dung.pham',
    'Phạm Tiến Dũng',
    '0977.123.404',
    '230 Nguyễn Trãi',
    'Thanh Xuân',
    'Hà Nội',
    '1979-01-30',
  ),
  person(
    'giang.hoang',
    'Hoàng Hương Giang',
    '0934-555-605',
    '18 Võ Văn Kiệt',
    'An Hải',
    'Đà Nẵng',
    '1996-05-09',
    ['SURVEYS'],
    false,
  ),
  person('hai.vo', 'Võ Minh Hải', '0866 777 806', '3 Hùng Vương', 'Thuận Hóa', 'Huế', '1990-12-25'),
  person(
    'hoa.dang',
    'Đặng Thị Hoa',
    '0945 121 207',
    '99 Quang Trung',
    'Nha Trang',
    'Khánh Hòa',
    '1983-08-16',
    ['NEW_PRODUCTS', 'PROMOTIONS'],
  ),
  person(
    'khanh.bui',
    'Bùi Quốc Khánh',
    '0388 232 308',
    '56 Trần Hưng Đạo',
    'Ninh Kiều',
    'Cần Thơ',
    '1999-09-02',
  ),
  person('lan.do', 'Đỗ Thị Ngọc Lan', '0919 343 409', '21 Lạch Tray', 'Ngô Quyền', 'Hải Phòng', '1987-04-11'),
  person(
    'long.ngo',
    'Ngô Gia Long',
    '0905 454 510',
    '8 Phan Chu Trinh',
    'Buôn Ma Thuột',
    'Đắk Lắk',
    '1994-02-28',
    ['PROMOTIONS'],
    false,
  ),
  person(
    'mai.duong',
    'Dương Tuyết Mai',
    '0938 565 611',
    '14 Nguyễn Huệ',
    'Sài Gòn',
    'Thành phố Hồ Chí Minh',
    '1991-06-17',
  ),
  person(
    'nam.ly',
    'Lý Hoàng Nam',
    '0868 676 712',
    '77 Điện Biên Phủ',
    'Gia Định',
    'Thành phố Hồ Chí Minh',
    '1986-10-05',
  ),
  person('oanh.vu', 'Vũ Kiều Oanh', '0972 787 813', '5 Bà Triệu', 'Cửa Nam', 'Hà Nội', '1993-03-08', [
    'NEW_PRODUCTS',
  ]),
  person(
    'phuc.dinh',
    'Đinh Hồng Phúc',
    '0916 898 914',
    '33 Lý Thường Kiệt',
    'Đồng Hới',
    'Quảng Trị',
    '1998-07-27',
  ),
  person(
    'quyen.mai',
    'Mai Lệ Quyên',
    '0944 909 015',
    '62 Trưng Nữ Vương',
    'Hòa Cường',
    'Đà Nẵng',
    '1989-11-19',
  ),
  {
    ...person(
      'sarah.jones',
      'Sarah Jones',
      '+84 90 101 0116',
      '11 Xuân Thủy',
      'An Khánh',
      'Thành phố Hồ Chí Minh',
      '1984-05-23',
      ['SURVEYS'],
    ),
    language: 'en',
  },
  organisation(
    'saigonbooks',
    'Công ty TNHH Sách Sài Gòn',
    '028 3822 1017',
    '120 Pasteur',
    'Thành phố Hồ Chí Minh',
  ),
  organisation(
    'hanoicoffee',
    'Hanoi Coffee Roasters Co., Ltd.',
    '024 3936 2018',
    '9 Nhà Thờ',
    'Hà Nội',
    'en',
  ),
  organisation('mientayfresh', 'Hợp tác xã Nông sản Miền Tây', '0292 381 3019', '41 Mậu Thân', 'Cần Thơ'),
  organisation(
    'danangmedia',
    'Công ty Cổ phần Truyền thông Đà Nẵng',
    '0236 384 4020',
    '70 Bạch Đằng',
    'Đà Nẵng',
  ),
];

/** Those offered on the sign-in page, beside new accounts. */
export const demoCustomers = fictionalCustomers.map(({ username, name }) => ({ username, name }));
