/** A made-up university or college; "Mẫu" (sample) tells it from real ones. */
export interface University {
  /** Three digits of the 63-province list. */
  readonly provinceCode: string;
  readonly name: string;
  readonly majors: readonly string[];
}

export const universities: readonly University[] = [
  {
    provinceCode: '001',
    name: 'Trường Đại học Mẫu Bách Việt',
    majors: ['Công nghệ thông tin', 'Kỹ thuật điện', 'Kỹ thuật cơ khí', 'Kỹ thuật xây dựng'],
  },
  {
    provinceCode: '001',
    name: 'Học viện Mẫu Hành chính Thăng Long',
    majors: ['Quản lý nhà nước', 'Luật', 'Quản trị nhân lực'],
  },
  {
    provinceCode: '001',
    name: 'Trường Đại học Mẫu Kinh tế Sông Hồng',
    majors: ['Kinh tế', 'Kế toán', 'Tài chính - Ngân hàng', 'Quản trị kinh doanh'],
  },
  { provinceCode: '001', name: 'Trường Đại học Mẫu Y Hoàng Liên', majors: ['Y khoa', 'Dược học', 'Điều dưỡng'] },
  {
    provinceCode: '001',
    name: 'Trường Đại học Mẫu Sư phạm Hoa Đào',
    majors: ['Sư phạm Toán học', 'Sư phạm Ngữ văn', 'Sư phạm Tiếng Anh', 'Giáo dục tiểu học', 'Giáo dục mầm non'],
  },
  { provinceCode: '019', name: 'Trường Đại học Mẫu Nông Lâm Việt Bắc', majors: ['Nông học', 'Thú y', 'Kinh tế'] },
  {
    provinceCode: '040',
    name: 'Trường Đại học Mẫu Sông Lam',
    majors: ['Sư phạm Toán học', 'Sư phạm Ngữ văn', 'Giáo dục tiểu học', 'Công nghệ thông tin', 'Kế toán'],
  },
  {
    provinceCode: '046',
    name: 'Trường Đại học Mẫu Y Dược Sông Hương',
    majors: ['Y khoa', 'Dược học', 'Điều dưỡng'],
  },
  {
    provinceCode: '048',
    name: 'Trường Đại học Mẫu Bách khoa Sông Hàn',
    majors: ['Công nghệ thông tin', 'Kỹ thuật xây dựng', 'Kỹ thuật điện', 'Quản trị kinh doanh'],
  },
  {
    provinceCode: '066',
    name: 'Trường Đại học Mẫu Cao Nguyên',
    majors: ['Nông học', 'Giáo dục tiểu học', 'Giáo dục mầm non', 'Kinh tế'],
  },
  {
    provinceCode: '079',
    name: 'Trường Đại học Mẫu Công nghệ Sài Gòn Xanh',
    majors: ['Công nghệ thông tin', 'Kỹ thuật cơ khí', 'Kỹ thuật điện', 'Logistics'],
  },
  {
    provinceCode: '079',
    name: 'Trường Đại học Mẫu Luật Phương Nam',
    majors: ['Luật', 'Quản lý nhà nước', 'Quản trị nhân lực'],
  },
  {
    provinceCode: '079',
    name: 'Trường Đại học Mẫu Y Dược Phương Nam',
    majors: ['Y khoa', 'Dược học', 'Điều dưỡng'],
  },
  {
    provinceCode: '079',
    name: 'Trường Đại học Mẫu Sư phạm Phương Nam',
    majors: ['Sư phạm Toán học', 'Sư phạm Ngữ văn', 'Sư phạm Tiếng Anh', 'Giáo dục tiểu học', 'Giáo dục mầm non'],
  },
  {
    provinceCode: '079',
    name: 'Trường Đại học Mẫu Kinh tế Bến Nghé',
    majors: ['Kinh tế', 'Kế toán', 'Tài chính - Ngân hàng', 'Quản trị kinh doanh', 'Logistics'],
  },
  {
    provinceCode: '092',
    name: 'Trường Đại học Mẫu Sông Hậu',
    majors: ['Nông học', 'Công nghệ thông tin', 'Luật', 'Kế toán', 'Giáo dục tiểu học'],
  },
];

export const colleges: readonly University[] = [
  { provinceCode: '001', name: 'Trường Cao đẳng Mẫu Nghề Hà Thành', majors: ['Điện công nghiệp', 'Công nghệ ô tô'] },
  { provinceCode: '031', name: 'Trường Cao đẳng Mẫu Hàng hải Đông Bắc', majors: ['Logistics', 'Công nghệ ô tô'] },
  { provinceCode: '038', name: 'Trường Cao đẳng Mẫu Y tế Xứ Thanh', majors: ['Điều dưỡng', 'Dược'] },
  {
    provinceCode: '048',
    name: 'Trường Cao đẳng Mẫu Du lịch Sơn Trà',
    majors: ['Hướng dẫn du lịch', 'Chế biến món ăn'],
  },
  {
    provinceCode: '075',
    name: 'Trường Cao đẳng Mẫu Công nghệ Đồng Nai',
    majors: ['Điện công nghiệp', 'Công nghệ ô tô', 'Kế toán doanh nghiệp'],
  },
  {
    provinceCode: '079',
    name: 'Trường Cao đẳng Mẫu Sư phạm Bến Nghé',
    majors: ['Giáo dục mầm non', 'Giáo dục tiểu học'],
  },
  { provinceCode: '092', name: 'Trường Cao đẳng Mẫu Kinh tế Tây Đô', majors: ['Kế toán doanh nghiệp', 'Logistics'] },
];
