require "active_record"
ActiveRecord::Base.establish_connection(adapter: "sqlite3", database: ":memory:")
ActiveRecord::Schema.verbose = false
ActiveRecord::Schema.define { create_table(:orders) { |t| t.string :name } }

class Order < ActiveRecord::Base
  validates :name, presence: true
end

def place(name)
  Order.create!(name: name) #~ ActiveRecord::RecordInvalid | Validation failed: Name can't be blank
end

place(nil)
